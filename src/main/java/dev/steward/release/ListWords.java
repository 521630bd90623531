package dev.steward.release;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.release.FindReleases.From;
import dev.steward.release.FindReleases.Page;
import dev.steward.release.FindReleases.Place;
import dev.steward.release.FindReleases.Understood;
import dev.steward.release.ReleaseList.Asked;
import dev.steward.release.ReleaseList.Turned;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Message;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.workspace.Areas;
import dev.steward.workspace.WorkspaceId;

/** {@code /release list}, {@code mine} and {@code search}. */
@Component
@Order(10)
class ListWords implements ReleaseWords, SlackFeature {
    private final FindReleases finds;
    private final Releases releases;
    private final Areas areas;
    private final ShareLists shares;

    ListWords(FindReleases finds, Releases releases, Areas areas, ShareLists shares) {
        this.finds = finds;
        this.releases = releases;
        this.areas = areas;
        this.shares = shares;
    }

    @Override
    public List<Usage> usages() {
        return List.of(
                new Usage("list state:published area:Export tier:1 since:30d csv",
                        "Releases, the latest first; each of these is optional, and csv sends a file").reading(),
                new Usage("mine", "Yours, drafts too").reading(),
                new Usage("search ledger export", "Releases that say these words").reading());
    }

    @Override
    public List<Route> routes() {
        return List.of(ReleaseList.NEWER.route(Access.MEMBERS, this::turn),
                ReleaseList.OLDER.route(Access.MEMBERS, this::turn));
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        return switch (word) {
            case "list" -> Optional.of(list(request.actor(), new Asked(false, rest)));
            case "mine" -> Optional.of(list(request.actor(), new Asked(true, rest)));
            case "search" -> Optional.of(rest.isBlank()
                    ? Reply.says("Search for which words? For example `" + request.command() + " search ledger`.")
                    : list(request.actor(), new Asked(false, rest)));
            default -> Optional.empty();
        };
    }

    private Reply list(Actor actor, Asked asked) {
        return switch (finds.understand(actor.workspace(), actor.user(), asked.mine(), asked.typed())) {
            case Understood.Mistaken(var sentence) -> Reply.says(said(sentence));
            case Understood.Query query when query.csv() -> {
                shares.note(actor.workspace(), actor.user(), asked);
                yield Reply.says("The list is on its way to your direct messages with Steward. It has the latest "
                        + "100,000 at most.");
            }
            case Understood.Query query -> Reply
                    .says(shown(actor.workspace(), asked, finds.page(query, new From.First())));
        };
    }

    private Reply turn(ActionRequest request, Turned turned) {
        Actor actor = request.actor();
        Asked asked = turned.asked();
        return new Reply.Replaces(
                switch (finds.understand(actor.workspace(), actor.user(), asked.mine(), asked.typed())) {
                    case Understood.Mistaken(var sentence) -> Message.of(said(sentence));
                    case Understood.Query query -> shown(actor.workspace(), asked, finds.page(query, turned.from()));
                });
    }

    private Message shown(WorkspaceId workspace, Asked asked, Page page) {
        Map<UUID, Release> found = releases.find(workspace, page.places().stream().map(Place::id).toList()).stream()
                .collect(Collectors.toMap(release -> release.facts().id().value(), Function.identity()));
        return ReleaseList.of(asked, page, page.places().stream().map(place -> found.get(place.id()))
                .filter(Objects::nonNull).toList(), ReleaseLine.names(areas.all(workspace)));
    }

    private static String said(String sentence) {
        return dev.steward.slack.Mrkdwn.escape(sentence, 1_000).replace("\u2060`\u2060", "`");
    }
}
