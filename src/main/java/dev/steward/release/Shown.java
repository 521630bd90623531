package dev.steward.release;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.initiative.Initiative;

/**
 * A release as somebody sees it.
 *
 * @param changed what changed, in the wording for whoever sees it
 * @param area    its name, as typed
 */
record Shown(Release release, String changed, @Nullable String area, List<Initiative> initiatives) {}
