package dev.steward.release;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.steward.delivery.CardKind;
import dev.steward.delivery.Things;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Members;
import dev.steward.workspace.WorkspaceId;

/** The cards of drafts from outside, in their owners' direct messages, and what delivery calls them. */
@Component
class IntakeCards implements CardKind, Things {
    static final String NAME = "release.intake";

    private final Intakes intakes;
    private final Releases releases;
    private final Parts parts;
    private final Sources sources;
    private final Members members;

    IntakeCards(Intakes intakes, Releases releases, Parts parts, Sources sources, Members members) {
        this.intakes = intakes;
        this.releases = releases;
        this.parts = parts;
        this.sources = sources;
        this.members = members;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        Optional<Intake> intake = intakes.find(workspace, thing);
        return intake.flatMap(each -> releases.find(workspace, each.release()))
                .map(release -> IntakeCard.of(release, parts.of(workspace, release.facts().id()),
                        sources.find(workspace, intake.get().source()).map(Source::name).orElse("a source"),
                        !members.reachable(workspace, release.owner())));
    }

    @Override
    public Map<UUID, Thing> find(WorkspaceId workspace, Set<UUID> things) {
        Map<ReleaseId, Intake> found = intakes.find(workspace, things).stream()
                .collect(Collectors.toMap(Intake::release, Function.identity()));
        Map<UUID, Thing> named = new HashMap<>();
        releases.find(workspace, found.keySet().stream().map(ReleaseId::value).toList()).forEach(release -> {
            Intake intake = found.get(release.facts().id());
            if (intake != null) {
                named.put(intake.id(), new Thing(release.facts().reference().toString(), release.owner()));
            }
        });
        return named;
    }
}
