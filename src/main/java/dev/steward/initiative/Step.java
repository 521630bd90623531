package dev.steward.initiative;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;

/**
 * One step in an initiative's life.
 *
 * @param from    null: it began
 * @param because the decision's reference; null: it began
 * @param by      null: Steward, by a rule
 */
record Step(@Nullable Phase from, Phase to, @Nullable String because, @Nullable UserId by, Instant at) {}
