package dev.steward.picture;

/** How wide text is. */
interface Measure {
    double width(String text, Style style);

    /** As much of it as fits. */
    default String fit(String text, Style style, double most) {
        if (width(text, style) <= most) {
            return text;
        }
        int[] letters = text.codePoints().toArray();
        int low = 0;
        int high = letters.length;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (width(cut(letters, middle), style) <= most) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return cut(letters, low);
    }

    private static String cut(int[] letters, int length) {
        return new String(letters, 0, length).stripTrailing() + "…";
    }
}
