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

/** {@code /release changelog}: the page's address, for ops people and admins. */
@Component
@Order(60)
class ChangelogWords implements ReleaseWords, SlackFeature {
    private final Changelogs changelogs;
    private final PublicAddress address;

    ChangelogWords(Changelogs changelogs, PublicAddress address) {
        this.changelogs = changelogs;
        this.address = address;
    }

    @Override
    public List<Usage> usages() {
        return List.of(new Usage("changelog", "Put what is public on a web page", Access.OPS));
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Submission(ChangelogView.CALLBACK, Access.OPS, this::save),
                ChangelogView.NEW.route(Access.OPS, this::renew), ChangelogView.CLOSE.route(Access.OPS, this::close));
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        return word.equals("changelog") ? Optional.of(open(request.actor())) : Optional.empty();
    }

    private Reply open(Actor actor) {
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
        if (title.isEmpty()) {
            return Reply.refuses(ChangelogView.TITLE, "Please give the page a name.");
        }
        if (changelogs.rename(actor.workspace(), title)) {
            return new Reply.Updates(stand(actor, true));
        }
        return request.privateMetadata().equals(ChangelogView.NONE)
                ? new Reply.Updates(ChangelogView.soon(), () -> fresh(actor, title))
                : new Reply.Updates(ChangelogView.none(true));
    }

    private Reply renew(ActionRequest request, long shown) {
        Actor actor = request.actor();
        return changelogs.of(actor.workspace()).filter(found -> ChangelogView.madeAt(found) == shown)
                .<Reply>map(found -> new Reply.Updates(ChangelogView.soon(), () -> fresh(actor, found.title())))
                .orElseGet(() -> changed(actor));
    }

    private Reply close(ActionRequest request, long shown) {
        Actor actor = request.actor();
        if (changelogs.of(actor.workspace()).filter(found -> ChangelogView.madeAt(found) == shown).isEmpty()) {
            return changed(actor);
        }
        changelogs.close(actor.workspace());
        return new Reply.Updates(ChangelogView.none(true));
    }

    /** Somebody else made another address, or closed it: the form says whose there is now. */
    private Reply changed(Actor actor) {
        return new Reply.Updates(changelogs.of(actor.workspace()).map(found -> ChangelogView.of(found, null, false))
                .orElseGet(() -> ChangelogView.none(true)));
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
}
