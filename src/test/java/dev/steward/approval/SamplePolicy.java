package dev.steward.approval;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.steward.initiative.Phase;
import dev.steward.policy.Approver;
import dev.steward.policy.Conditions;
import dev.steward.policy.CostRange;
import dev.steward.policy.Disagreement;
import dev.steward.policy.Gate;
import dev.steward.policy.Need;
import dev.steward.policy.Policy;
import dev.steward.policy.Position;
import dev.steward.policy.Risk;
import dev.steward.policy.Rule;
import dev.steward.policy.Silence;
import dev.steward.policy.Stage;
import dev.steward.schedule.WorkingAmount;

/** Two gates that look at different things, as an organisation may have them. */
final class SamplePolicy {
    static final Gate BUILD = new Gate("build", "Build it", Phase.DEFINITION, Phase.EXECUTION,
            List.of("One page", "The cost"));
    static final Gate LAUNCH = new Gate("launch", "Launch", null, null,
            List.of("Tested", "Support & sales know", "The cost"));

    private SamplePolicy() {}

    static Policy policy() {
        return new Policy(List.of(BUILD, LAUNCH), List.of("internal", "everyone"), List.of(
                new Rule("Small things", Set.of("launch"),
                        new Conditions(Set.of(), Set.of(), Set.of(3), null, new LinkedHashSet<>(List.of(Risk.LOW)),
                                Set.of()),
                        new Rule.Outcome.Autonomous("Easy to take back")),
                new Rule("Big money", Set.of("build"),
                        new Conditions(Set.of(), Set.of(), Set.of(), CostRange.above(new BigDecimal("50000")), Set.of(),
                                Set.of()),
                        asks(new Approver.Holder(Position.ADMINS))),
                new Rule("The rest", Set.of(), Conditions.NONE, asks(new Approver.Holder(Position.AREA_OWNER)))));
    }

    private static Rule.Outcome asks(Approver who) {
        return new Rule.Outcome.Stages(false,
                List.of(new Stage("Area", List.of(who), Need.ANY, WorkingAmount.days(2), List.of(), List.of(),
                        Silence.WAIT, Set.of())),
                new Disagreement(List.of(new Approver.Holder(Position.ADMINS)), WorkingAmount.days(1), List.of()));
    }
}
