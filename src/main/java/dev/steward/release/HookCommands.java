package dev.steward.release;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.slack.Access;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** {@code /release hooks}: what sources sent, why it became nothing where it did not, and having it looked at again. */
@Component
@Order(80)
class HookCommands implements ReleaseWords, SlackFeature {
    private static final String OPS_ONLY = "Only ops people and admins can see what sources sent.";

    private static final String NEWEST = "newest";

    private final Hooks hooks;
    private final TakeHook take;
    private final Sources sources;
    private final Releases releases;

    HookCommands(Hooks hooks, TakeHook take, Sources sources, Releases releases) {
        this.hooks = hooks;
        this.take = take;
        this.sources = sources;
        this.releases = releases;
    }

    @Override
    public List<Usage> usages() {
        return List.of(new Usage("hooks",
                "List what sources sent and what came of it, and have it looked at again (ops and admins)"));
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Action(HookList.REPLAY, Access.MEMBERS, this::replay),
                new Route.Action(HookList.OLDER, Access.MEMBERS,
                        press -> with(press, (workspace, id) -> page(workspace, id, null))),
                new Route.Action(HookList.NEWEST, Access.MEMBERS,
                        press -> with(press, (workspace, none) -> page(workspace, null, null))));
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        if (!word.equals("hooks")) {
            return Optional.empty();
        }
        return Optional.of(request.actor().role().atLeast(Role.OPS)
                ? Reply.says(page(request.actor().workspace(), null, null))
                : Reply.says(OPS_ONLY));
    }

    /** What the message shows after a press. */
    @FunctionalInterface
    private interface Pressed {
        Message of(WorkspaceId workspace, @Nullable UUID id);
    }

    private static Reply with(ActionRequest press, Pressed pressed) {
        return with(press, Objects.requireNonNullElse(press.value(), NEWEST), pressed);
    }

    private static Reply with(ActionRequest press, String value, Pressed pressed) {
        if (press.actor().outsider() || !press.actor().role().atLeast(Role.OPS)) {
            return Reply.says(OPS_ONLY);
        }
        try {
            return new Reply.Replaces(pressed.of(press.actor().workspace(),
                    value.equals(NEWEST) ? null : UUID.fromString(value)));
        } catch (IllegalArgumentException foreign) {
            return Reply.done();
        }
    }

    /** The page it stands on stays where it is. */
    private Reply replay(ActionRequest press) {
        String[] claims = Objects.requireNonNullElse(press.value(), "").split(" ");
        return with(press, claims[0], (workspace, id) -> {
            UUID before = claims.length > 1 ? UUID.fromString(claims[1]) : null;
            if (id == null) {
                throw new IllegalArgumentException("not one of ours");
            }
            try {
                Hook.Came came = take.replay(workspace, id, press.actor().user());
                return page(workspace, before, "Looked at again: *" + came.outcome().word() + "*. "
                        + Mrkdwn.escape(came.reason()));
            } catch (Refused refused) {
                return page(workspace, before, refused.sentence());
            }
        });
    }

    private Message page(WorkspaceId workspace, @Nullable UUID before, @Nullable String notice) {
        List<Hook> found = hooks.latest(workspace, before, HookList.PAGE + 1);
        List<Hook> shown = found.subList(0, Math.min(found.size(), HookList.PAGE));
        Map<SourceId, String> names = new HashMap<>();
        sources.all(workspace).forEach(source -> names.put(source.id(), source.name()));
        Map<ReleaseId, Reference> references = new HashMap<>();
        releases.find(workspace, shown.stream().map(hook -> hook.came().release()).filter(Objects::nonNull)
                .map(ReleaseId::value).distinct().toList())
                .forEach(release -> references.put(release.facts().id(), release.facts().reference()));
        return HookList.of(notice, shown, names, references, found.size() > HookList.PAGE, before);
    }
}
