package dev.steward.policy;

import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.UserId;

/** Whom a policy names to answer. Who that is, is found when a stage opens. */
public sealed interface Approver {

    /** As mrkdwn, fit to stand in a sentence. */
    String words();

    /** As a policy says it. */
    String written();

    record Person(UserId user) implements Approver {
        @Override
        public String words() {
            return user.mention();
        }

        @Override
        public String written() {
            return user.mention();
        }
    }

    /**
     * A Slack user group.
     *
     * @param group its id ({@code S0123ABC}) or its handle with the at sign ({@code @product-leads}), as the policy says it: a policy is
     *              read without asking Slack, so whoever resolves it must try both
     */
    record Group(String group) implements Approver {
        /** Whether it is a handle, not an id. */
        public boolean byHandle() {
            return group.startsWith("@");
        }

        @Override
        public String words() {
            return byHandle() ? Mrkdwn.escape(group) : written();
        }

        @Override
        public String written() {
            return byHandle() ? group : "<!subteam^" + group + ">";
        }
    }

    /** A member by e-mail address, in lower case. */
    record Email(String address) implements Approver {
        @Override
        public String words() {
            return Mrkdwn.escape(address);
        }

        @Override
        public String written() {
            return address;
        }
    }

    record Holder(Position position) implements Approver {
        @Override
        public String words() {
            return position.words();
        }

        @Override
        public String written() {
            return position.written();
        }
    }
}
