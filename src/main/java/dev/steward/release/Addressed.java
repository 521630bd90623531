package dev.steward.release;

/**
 * An audience that a release is for.
 *
 * @param wording what it says there in place of {@link Content#changed}, as Markdown typed by people; empty: the same
 */
record Addressed(AudienceId audience, String wording) {}
