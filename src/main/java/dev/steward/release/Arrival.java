package dev.steward.release;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.steward.delivery.DeliveryStatus.Progress;
import dev.steward.delivery.DeliveryStatus.To;
import dev.steward.workspace.ChannelId;

/** How the copies of a release fare. @param places those with trouble first, then those on their way */
record Arrival(List<Place> places) {
    Arrival {
        places = places.stream().sorted(Comparator.comparing(Place::fate)).toList();
    }

    /** What became of a copy; those that somebody may want to see first stand first. */
    enum Fate {
        /** Sending it again would fail again unless somebody does something. */
        FAILED,
        /** It may have arrived; an admin decides. */
        UNSURE,
        /** It does not go there any more, and could not be taken away. */
        LEFT_BEHIND, PENDING, DELIVERED,
        /** Somebody decided that this channel is not told. */
        SKIPPED,
        /** It was retracted before it got there. */
        NEVER_TOLD
    }

    /**
     * One of them.
     *
     * @param reason    why it waits or failed: mrkdwn; null where there is no trouble
     * @param permalink null where it is not known
     * @param audience  whose wording it has; null: the usual one
     */
    record Place(ChannelId channel, Fate fate, @Nullable String reason, @Nullable String permalink,
            @Nullable AudienceId audience) {}

    static Arrival of(Map<ChannelId, Copy> copies, Progress progress) {
        Map<ChannelId, To> sent = new HashMap<>();
        for (To to : progress.all()) {
            if (to.channel() != null) {
                sent.put(to.channel(), to);
            }
        }
        List<Place> places = new ArrayList<>();
        copies.forEach((channel, copy) -> {
            Place place = place(copy, sent.get(channel));
            if (place != null) {
                places.add(place);
            }
        });
        return new Arrival(places);
    }

    private static @Nullable Place place(Copy copy, @Nullable To to) {
        boolean cannot = to != null && to.stands() && to.reason() != null;
        if (copy.removed()) {
            return cannot ? of(copy, Fate.LEFT_BEHIND, to) : null;
        }
        if (copy.skipped()) {
            return of(copy, Fate.SKIPPED, cannot ? to : null);
        }
        if (to == null) {
            return of(copy, Fate.PENDING, null);
        }
        return switch (to.state()) {
            case DELIVERED -> of(copy, Fate.DELIVERED, null);
            case PENDING -> of(copy, Fate.PENDING, to);
            case REMOVED -> of(copy, Fate.NEVER_TOLD, null);
            case FAILED -> of(copy, Fate.FAILED, to);
            case HELD -> of(copy, Fate.UNSURE, to);
            case DROPPED -> of(copy, Fate.SKIPPED, null);
        };
    }

    private static Place of(Copy copy, Fate fate, @Nullable To to) {
        return new Place(copy.channel(), fate, to == null ? null : to.reason(), copy.permalink(),
                copy.audience());
    }

    int count(Fate fate) {
        return (int) places.stream().filter(place -> place.fate() == fate).count();
    }

    /** How many channels are to have it. */
    int all() {
        return places.size() - count(Fate.SKIPPED) - count(Fate.LEFT_BEHIND) - count(Fate.NEVER_TOLD);
    }

    /** Whether every channel that is to have it has it as it is now. */
    boolean complete() {
        return count(Fate.DELIVERED) == all() && count(Fate.LEFT_BEHIND) == 0;
    }

    /** Those that somebody may want to do something about. */
    List<Place> trouble() {
        return places.stream().filter(place -> place.fate().compareTo(Fate.PENDING) < 0).toList();
    }
}
