package dev.steward.picture;

/** @param size in units of the layout */
record Style(double size, boolean bold) {
    /** As high as a capital letter. */
    double capitals() {
        return size * 0.72;
    }
}
