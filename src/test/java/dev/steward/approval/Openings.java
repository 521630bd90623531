package dev.steward.approval;

import java.util.List;

import dev.steward.approval.OpenRequest.Opening;
import dev.steward.policy.Scope;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.Who;

/** What Maya asks in #general at a gate called {@code spend}, which the policy of the test must have. */
final class Openings {
    private Openings() {}

    static Opening spend(SandboxSlack slack, int tier, String asked) {
        return new Opening(slack.workspace(), asked, Who.PM.id(), slack.id("#general"), null, "spend",
                question(tier, asked));
    }

    static Question question(int tier, String asked) {
        return new Question(asked, null, new Scope(null, null, tier, null, null, null), List.of(), null, null);
    }
}
