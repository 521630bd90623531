package dev.steward.feedback;

/** By which door an item came in. */
enum Via {
    COMMAND, FORM, MESSAGE, THREAD, REACTION, WEB, CSV
}
