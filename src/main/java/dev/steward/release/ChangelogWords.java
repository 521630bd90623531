package dev.steward.release;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.FieldMarks;
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
        if (request.privateMetadata().equals(ChangelogView.NONE)) {
            return new Reply.Updates(ChangelogView.soon(), () -> fresh(actor, title, null));
        }
        return switch (changelogs.rename(actor.workspace(), title, FieldMarks.CODEC.read(request.privateMetadata())
                .orElse(FieldMarks.NONE))) {
            case DONE -> new Reply.Updates(stand(actor, true));
            case OUTDATED -> Reply.refuses(ChangelogView.TITLE,
                    "Somebody else changed this just now. Close this form and open it again to see theirs.");
            case GONE -> new Reply.Updates(ChangelogView.none(true));
        };
    }

    private Reply renew(ActionRequest request, Instant shown) {
        Actor actor = request.actor();
        return changelogs.of(actor.workspace()).filter(found -> found.openedAt().equals(shown))
                .<Reply>map(found -> new Reply.Updates(ChangelogView.soon(), () -> fresh(actor, found.title(),
                        found.openedAt())))
                .orElseGet(() -> new Reply.Updates(changed(actor)));
    }

    private Reply close(ActionRequest request, Instant shown) {
        Actor actor = request.actor();
        return new Reply.Updates(changelogs.close(actor.workspace(), shown)
                ? ChangelogView.none(true)
                : changed(actor));
    }

    /** Somebody else made another address, or closed it: the form says whose there is now. */
    private View changed(Actor actor) {
        return changelogs.of(actor.workspace()).map(found -> ChangelogView.of(found, null, false))
                .orElseGet(() -> ChangelogView.none(true));
    }

    /** @param shown as of {@link Changelogs#open} */
    private View fresh(Actor actor, String title, @Nullable Instant shown) {
        Optional<String> url = address.url();
        if (url.isEmpty()) {
            return ChangelogView.nowhere();
        }
        return changelogs.open(actor.workspace(), actor.user(), title, shown)
                .map(opened -> ChangelogView.of(opened.changelog(), url.get() + opened.path(), false))
                .orElseGet(() -> changed(actor));
    }
}
