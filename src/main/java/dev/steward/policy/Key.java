package dev.steward.policy;

/**
 * One key of the policy language. Reading, mistakes, suggestions and the reference all come from these.
 *
 * @param says    what it is for, as a sentence
 * @param example a value as one would write it
 */
record Key<T>(String name, Kind<T> kind, boolean required, String says, String example) {
    static <T> Key<T> required(String name, Kind<T> kind, String says, String example) {
        return new Key<>(name, kind, true, says, example);
    }

    static <T> Key<T> optional(String name, Kind<T> kind, String says, String example) {
        return new Key<>(name, kind, false, says, example);
    }
}
