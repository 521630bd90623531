package dev.steward.approval;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.approval.CanIShip.Carried;
import dev.steward.approval.Foresee.Foreseen;
import dev.steward.approval.Foresee.Thought;
import dev.steward.delivery.Document;
import dev.steward.delivery.Files;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.initiative.InitiativeId;
import dev.steward.policy.Policies;
import dev.steward.schedule.WorkingHours;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Draws what would become of a request that nobody answers, for a member's direct messages. It takes longer than an answer may. */
@Component
class DrawTimeline {
    private final Foresee foresee;
    private final Policies policies;
    private final Members members;
    private final WorkingHours hours;
    private final Files files;

    DrawTimeline(Foresee foresee, Policies policies, Members members, WorkingHours hours, Files files) {
        this.foresee = foresee;
        this.policies = policies;
        this.members = members;
        this.hours = hours;
        this.files = files;
    }

    /**
     * What is to be drawn, as it is kept until then.
     *
     * @param policy   the version of the policy
     * @param neededBy seconds since 1970
     */
    record Wanted(long policy, Carried about, @Nullable Long neededBy) {}

    static String write(Foreseen.Decided decided) {
        Instant neededBy = decided.question().neededBy();
        return JsonMapper.shared().writeValueAsString(new Wanted(decided.terms().version(), Carried.of(decided),
                neededBy == null ? null : neededBy.getEpochSecond()));
    }

    /** Where nobody is asked there is nothing to see. */
    static boolean worthIt(Simulation simulation) {
        return simulation.moments().stream().flatMap(moment -> moment.happenings().stream())
                .anyMatch(happening -> !happening.to().isEmpty());
    }

    /** Shares it once for each errand. */
    void draw(WorkspaceId workspace, UserId user, UUID errand, String kept) {
        Wanted wanted = JsonMapper.shared().readValue(kept, Wanted.class);
        UUID initiative = wanted.about().initiative();
        Instant neededBy = wanted.neededBy() == null ? null : Instant.ofEpochSecond(wanted.neededBy());
        Foreseen foreseen = foresee.look(
                new Thought(workspace, user, initiative == null ? null : new InitiativeId(initiative),
                        wanted.about().gate(), Foresee.about(wanted.about().scope(), neededBy)),
                policies.version(workspace, wanted.policy()));
        if (!(foreseen instanceof Foreseen.Decided decided)) {
            return;
        }
        Simulation simulation = foresee.simulate(decided);
        TimelinePicture
                .png(simulation, text(workspace, user, simulation),
                        person -> hours.withoutAbsences(workspace, List.of(person)).values().iterator().next())
                .ifPresent(picture -> files.share(workspace, errand, "timeline", new Recipient.Direct(user),
                        new Document("timeline.png", "What happens if nobody answers: "
                                + Mrkdwn.cut(simulation.request().terms().rule().name(), 100),
                                SimulationText.title(simulation) + ".", picture)));
    }

    SimulationText text(WorkspaceId workspace, UserId reader, Simulation simulation) {
        Set<UserId> people = new HashSet<>();
        people.add(reader);
        simulation.moments().forEach(moment -> moment.happenings().forEach(happening -> {
            people.addAll(happening.to());
            people.addAll(happening.about());
        }));
        Map<UserId, ZoneId> zones = new HashMap<>();
        Map<UserId, String> names = new HashMap<>();
        members.find(workspace, people).forEach((person, member) -> {
            zones.put(person, member.zone());
            names.put(person, member.name());
        });
        return new SimulationText(members.zone(workspace, reader), zones, names);
    }
}
