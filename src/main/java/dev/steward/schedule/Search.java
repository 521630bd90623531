package dev.steward.schedule;

import java.util.function.IntToLongFunction;

/** Binary search in ascending numbers. An object, so that a test can count its steps. */
class Search {
    /** How many of the first {@code size} values are at most {@code limit}. */
    int atMost(int size, IntToLongFunction value, long limit) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (value.applyAsLong(middle) <= limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
