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
import dev.steward.workspace.WorkspaceId;

/** {@code /release hooks}: what sources sent, why it became nothing where it did not, and having it looked at again. */
@Component
@Order(80)
class HookCommands implements ReleaseWords, SlackFeature {
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
        return List.of(new Usage("hooks", "List what sources sent and what came of it, and have it looked at again",
                Access.OPS));
    }

    @Override
    public List<Route> routes() {
        return List.of(HookList.REPLAY.route(Access.OPS, this::replay),
                HookList.OLDER.route(Access.OPS,
                        (press, before) -> new Reply.Replaces(page(press.actor().workspace(), before, null))),
                new Route.Action(HookList.NEWEST, Access.OPS,
                        press -> new Reply.Replaces(page(press.actor().workspace(), null, null))));
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        return word.equals("hooks")
                ? Optional.of(Reply.says(page(request.actor().workspace(), null, null)))
                : Optional.empty();
    }

    /** The page it stands on stays where it is. */
    private Reply replay(ActionRequest press, HookList.Row row) {
        WorkspaceId workspace = press.actor().workspace();
        try {
            Hook.Came came = take.replay(workspace, row.hook(), press.actor().user());
            return new Reply.Replaces(page(workspace, row.before(), "Looked at again: *" + came.outcome().word() + "*. "
                    + Mrkdwn.escape(came.reason())));
        } catch (Refused refused) {
            return new Reply.Replaces(page(workspace, row.before(), refused.sentence()));
        }
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
