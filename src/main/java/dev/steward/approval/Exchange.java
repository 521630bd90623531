package dev.steward.approval;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;

/** A question that somebody who was asked has, and what the requester says. */
record Exchange(int number, UserId by, String question, Instant at, @Nullable String answer,
        @Nullable UserId answeredBy) {}
