package dev.steward.release;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.initiative.Initiative;
import dev.steward.initiative.Initiatives;
import dev.steward.policy.Gate;
import dev.steward.policy.Policies;
import dev.steward.slack.Actor;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** Finds what stands on the page of a release. */
@Component
class ShowPage {
    private final ChangeRelease changes;
    private final Audiences audiences;
    private final ShowReport reports;
    private final Policies policies;
    private final Initiatives initiatives;
    private final List<ReleasePageLines> lines;
    private final Clock clock;

    ShowPage(ChangeRelease changes, Audiences audiences, ShowReport reports, Policies policies, Initiatives initiatives,
            List<ReleasePageLines> lines, Clock clock) {
        this.changes = changes;
        this.audiences = audiences;
        this.reports = reports;
        this.policies = policies;
        this.initiatives = initiatives;
        this.lines = lines;
        this.clock = clock;
    }

    View of(Actor actor, Release release) {
        return of(actor, release, null);
    }

    /** @param said a sentence on top, mrkdwn; null for none */
    View of(Actor actor, Release release, @Nullable String said) {
        return ReleasePage.view(shown(actor, release, said));
    }

    ReleasePage.Shown shown(Actor actor, Release release, @Nullable String said) {
        WorkspaceId workspace = release.facts().workspace();
        Content content = release.content();
        Map<AudienceId, Audience> known = audiences.find(workspace,
                content.audiences().stream().map(Addressed::audience).toList());
        Arrival arrival = arrival(release);
        boolean mayEdit = release.mayEdit(actor.user(), actor.role());
        String gate = null;
        Initiative waitsFor = null;
        if (release.when() instanceof When.OnGate(var name, var initiative)) {
            gate = policies.current(workspace).policy().gate(name).map(Gate::title).orElse(null);
            waitsFor = initiatives.find(workspace, initiative).orElse(null);
        }
        return new ReleasePage.Shown(release, mayEdit,
                actor.role().atLeast(Role.OPS) || actor.user().equals(release.owner()), reach(release, known, arrival),
                arrival, clock.instant(), known, gate, waitsFor,
                mayEdit && release.state() == State.DRAFT ? missing(actor, release) : null,
                lines.stream().flatMap(each -> each.lines(release).stream()).toList(), said);
    }

    /** How its copies fare; null until it is out. */
    private @Nullable Arrival arrival(Release release) {
        return release.state() == State.PUBLISHED || release.state() == State.RETRACTED
                ? reports.arrival(release)
                : null;
    }

    /** Where it goes; once it is out, the channels that have it. */
    private static Reach reach(Release release, Map<AudienceId, Audience> known, @Nullable Arrival arrival) {
        if (arrival == null) {
            return Reach.of(release.content(), known);
        }
        var reached = new LinkedHashMap<ChannelId, Optional<AudienceId>>();
        arrival.places().stream().filter(place -> place.fate() == Arrival.Fate.DELIVERED)
                .forEach(place -> reached.put(place.channel(), Optional.ofNullable(place.audience())));
        return new Reach(reached);
    }

    /** Why it could not be planned, were there a second person. */
    private @Nullable String missing(Actor actor, Release release) {
        return changes.refusal(release.facts().workspace(), release.facts().id(),
                (now, around) -> now.plan(actor.user(), actor.role(), around.reach(now.content()), Integer.MAX_VALUE,
                        null, around.now()))
                .orElse(null);
    }
}
