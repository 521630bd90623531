package dev.steward.release;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;

/**
 * What a release said from then on.
 *
 * @param number from 1
 * @param by     null: it went out by itself
 */
record Edition(int number, Content content, @Nullable UserId by, Instant at) {}
