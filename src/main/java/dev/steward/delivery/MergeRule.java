package dev.steward.delivery;

import java.util.List;

import dev.steward.slack.Message;

/**
 * A feature's bean that says how several of its notices, due to one recipient at once, become one message. Only notices that
 * stand next to each other are merged, so that order is kept.
 */
public interface MergeRule {
    /** The rule's name, at most 40 characters, for ever: it is kept in the database. */
    String name();

    /**
     * One message that says what all of them say.
     *
     * @param notices two to twenty, in the order they were written
     */
    Message merge(List<Message> notices);
}
