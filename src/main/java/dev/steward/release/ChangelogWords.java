package dev.steward.release;

import java.util.List;
import java.util.Optional;

import com.slack.api.model.view.View;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.PublicAddress;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Role;

/** {@code /release changelog}: the page's address, for ops people and admins. */
@Component
@Order(60)
class ChangelogWords implements ReleaseWords, SlackFeature {
    private static final String NOT_YOURS = "Only ops people and admins can make or close the changelog's address. "
            + "Ask one of them for it.";

    private final Changelogs changelogs;
    private final PublicAddress address;

    ChangelogWords(Changelogs changelogs, PublicAddress address) {
        this.changelogs = changelogs;
        this.address = address;
    }

    @Override
    public List<Usage> usages() {
        return List.of(new Usage("changelog", "Put what is published on a web page (ops people and admins)"));
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Submission(ChangelogView.CALLBACK, Access.MEMBERS, this::save),
                new Route.Action(ChangelogView.NEW, Access.MEMBERS, this::renew),
                new Route.Action(ChangelogView.CLOSE, Access.MEMBERS, this::close));
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        return word.equals("changelog") ? Optional.of(open(request.actor())) : Optional.empty();
    }

    private Reply open(Actor actor) {
        if (!may(actor)) {
            return Reply.says(NOT_YOURS);
        }
        if (address.url().isEmpty()) {
            return Reply.opens(ChangelogView.nowhere());
        }
        return Reply.opens(stand(actor, false));
    }

    private View stand(Actor actor, boolean saved) {
        return changelogs.of(actor.workspace()).map(found -> ChangelogView.of(found, null, saved))
                .orElseGet(() -> ChangelogView.none(false));
    }

    private Reply save(SubmissionRequest request) {
        Actor actor = request.actor();
        String value = request.values().value(ChangelogView.TITLE);
        String title = value == null ? "" : Told.line(value);
        if (!may(actor)) {
            return Reply.refuses(ChangelogView.TITLE, NOT_YOURS);
        }
        if (title.isEmpty()) {
            return Reply.refuses(ChangelogView.TITLE, "Please give the page a name.");
        }
        if (changelogs.rename(actor.workspace(), title)) {
            return new Reply.Updates(stand(actor, true));
        }
        return new Reply.Updates(request.privateMetadata().equals(ChangelogView.NONE)
                ? fresh(actor, title)
                : ChangelogView.none(true));
    }

    private Reply renew(ActionRequest request) {
        Actor actor = request.actor();
        if (!may(actor)) {
            return Reply.done();
        }
        return new Reply.Updates(changelogs.of(actor.workspace()).map(found -> fresh(actor, found.title()))
                .orElseGet(() -> ChangelogView.none(true)));
    }

    private Reply close(ActionRequest request) {
        Actor actor = request.actor();
        if (!may(actor)) {
            return Reply.done();
        }
        changelogs.close(actor.workspace());
        return new Reply.Updates(ChangelogView.none(true));
    }

    private View fresh(Actor actor, String title) {
        Optional<String> url = address.url();
        if (url.isEmpty()) {
            return ChangelogView.nowhere();
        }
        String path = changelogs.open(actor.workspace(), actor.user(), title);
        return changelogs.of(actor.workspace()).map(found -> ChangelogView.of(found, url.get() + path, false))
                .orElseGet(() -> ChangelogView.none(true));
    }

    private static boolean may(Actor actor) {
        return !actor.outsider() && actor.role().atLeast(Role.OPS);
    }
}
