package dev.steward.cadence;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.Phrases;
import dev.steward.workspace.UserId;

/**
 * A session, and what it was like when a button or a form about it was shown. Whatever acts on it compares, under the cadence's lock,
 * what its decision depends on, and refuses what has changed since.
 *
 * @param item        the id of the current agenda item, {@code -} for none; null: not known, as in buttons of older versions
 * @param startsAt    in seconds since 1970; null: not known
 * @param facilitator a user id, {@code -} for nobody; null: not known
 * @param preRead     a mark of the pre-read's address, {@code -} for none; null: not known
 */
record SessionSnapshot(SessionId id, @Nullable String item, @Nullable Long startsAt, @Nullable String facilitator,
        @Nullable String preRead) {
    /** The id came first and alone once, then with the item. */
    static final Codec<SessionSnapshot> CODEC = Codec.of(SessionSnapshot::words, SessionSnapshot::read);
    private static final String NONE = "-";
    private static final String UNKNOWN = "?";

    static SessionSnapshot of(Session session) {
        Session.Item item = session.item();
        UserId facilitator = session.facilitator();
        return new SessionSnapshot(session.facts().id(), item == null ? NONE : item.id().toString(),
                session.startsAt().getEpochSecond(), facilitator == null ? NONE : facilitator.value(),
                mark(session.preRead()));
    }

    /** @throws Outdated when it is at another time now */
    void requireTime(Session now) {
        if (startsAt != null && startsAt != now.startsAt().getEpochSecond()) {
            throw new Outdated("It's at another time now: " + Phrases.time(now.startsAt()) + ".");
        }
    }

    /** @throws Outdated when somebody else facilitates it now */
    void requireFacilitator(Session now) {
        UserId other = now.facilitator();
        if (facilitator != null && !facilitator.equals(other == null ? NONE : other.value())) {
            throw new Outdated((other == null ? "Nobody" : other.mention()) + " facilitates it now.");
        }
    }

    /** @throws Outdated when another pre-read is given now, or none */
    void requirePreRead(Session now) {
        if (preRead != null && !preRead.equals(mark(now.preRead()))) {
            throw new Outdated(
                    now.preRead() == null ? "The pre-read was taken away." : "There's another pre-read now.");
        }
    }

    /** As it was shown where nobody facilitated it. */
    SessionSnapshot withNobody() {
        return new SessionSnapshot(id, item, startsAt, NONE, preRead);
    }

    /** The item that was talked about; empty for none. What older buttons do not say is none. */
    Optional<UUID> current() {
        return item == null || item.equals(NONE) ? Optional.empty() : Optional.of(UUID.fromString(item));
    }

    private static String mark(@Nullable String address) {
        return address == null ? NONE : Integer.toHexString(address.hashCode());
    }

    private List<?> words() {
        return List.of(id.value(), known(item), startsAt == null ? UNKNOWN : startsAt.toString(), known(facilitator),
                known(preRead));
    }

    private static String known(@Nullable String word) {
        return word == null ? UNKNOWN : word;
    }

    static SessionSnapshot read(Codec.Words in) {
        var id = new SessionId(in.id());
        String item = next(in);
        if (item != null && !item.equals(NONE)) {
            UUID.fromString(item);
        }
        String startsAt = next(in);
        return new SessionSnapshot(id, item, startsAt == null ? null : Long.valueOf(startsAt), next(in), next(in));
    }

    private static @Nullable String next(Codec.Words in) {
        String word = in.ended() ? UNKNOWN : in.word();
        return word.equals(UNKNOWN) ? null : word;
    }
}
