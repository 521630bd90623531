package dev.steward.release;

import dev.steward.workspace.UserId;

/** Who is to do something for a release: a role, filled anew for each release, or somebody by name. */
sealed interface Assignee {
    Assignee RELEASE_OWNER = new Role("release-owner", "the release's owner");
    Assignee AREA_OWNER = new Role("area-owner", "the area's owner");

    /**
     * Whoever has it.
     *
     * @param key  as it is kept and configured
     * @param name as people call it
     */
    record Role(String key, String name) implements Assignee {
        @Override
        public String words() {
            return name;
        }
    }

    record Person(UserId user) implements Assignee {
        @Override
        public String key() {
            return user.value();
        }

        @Override
        public String words() {
            return user.mention();
        }
    }

    /** What {@link #key} wrote. */
    static Assignee of(String key) {
        return key.equals(RELEASE_OWNER.key())
                ? RELEASE_OWNER
                : key.equals(AREA_OWNER.key()) ? AREA_OWNER : new Person(new UserId(key));
    }

    /** As it is kept. */
    String key();

    /** In a sentence, as mrkdwn. */
    String words();
}
