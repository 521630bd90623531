package dev.steward.cadence;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.slack.Actor;
import dev.steward.slack.Claims;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Reply;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.workspace.Members;

/** What a press on a session's card or in a form about it is about: what it claims is looked for, and nobody of another organisation comes in. */
@Component
class SessionPress {
    private final Sessions sessions;
    private final Cadences cadences;
    private final Members members;

    SessionPress(Sessions sessions, Cadences cadences, Members members) {
        this.sessions = sessions;
        this.cadences = cadences;
        this.members = members;
    }

    /** @param rest what the button's value says behind the session, trimmed; may be empty */
    record On(Cadence cadence, Session session, String rest) {
        SessionId id() {
            return session.facts().id();
        }
    }

    /** What is refused is said: in words where it was pressed. */
    Reply on(ActionRequest press, Function<On, Reply> pressed) {
        if (press.actor().outsider()) {
            return Reply.says(press, CadenceCommands.OUTSIDER);
        }
        Optional<On> on = find(press.actor(), press.value());
        try {
            return on.map(pressed).orElseGet(() -> Reply.says(press, ChangeSession.NONE));
        } catch (Refused refused) {
            return Reply.says(press, refused.sentence());
        }
    }

    /** @param claimed a session's id, and what else belongs to it behind a space; empty for an outsider too */
    Optional<On> find(Actor actor, @Nullable String claimed) {
        if (claimed == null || actor.outsider()) {
            return Optional.empty();
        }
        String[] parts = claimed.strip().split(" ", 2);
        Optional<UUID> id = Claims.id(parts[0]);
        return id.flatMap(which -> sessions.find(actor.workspace(), new SessionId(which)))
                .flatMap(session -> cadences.find(actor.workspace(), session.facts().cadence())
                        .map(cadence -> new On(cadence, session, parts.length > 1 ? parts[1].strip() : "")));
    }

    /** Beside a field nobody's name is shown for a mention. */
    String plain(Actor actor, Refused refused) {
        return PlainWords.of(refused.sentence(), id -> members.find(actor.workspace(), id));
    }
}
