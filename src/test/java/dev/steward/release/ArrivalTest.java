package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.steward.delivery.DeliveryStatus.Progress;
import dev.steward.delivery.DeliveryStatus.State;
import dev.steward.delivery.DeliveryStatus.To;
import dev.steward.release.Arrival.Fate;
import dev.steward.release.Arrival.Place;
import dev.steward.workspace.ChannelId;

class ArrivalTest {
    @Test
    void whatIsNotWrittenDownYetIsOnItsWay() {
        Arrival arrival = Arrival.of(copies(goes("C1")), new Progress(List.of()));
        assertThat(arrival.places()).extracting(Place::fate).containsExactly(Fate.PENDING);
        assertThat(arrival.complete()).isFalse();
    }

    @Test
    void troubleStandsFirst() {
        Arrival arrival = Arrival.of(copies(goes("C1"), goes("C2"), goes("C3"), goes("C4")),
                new Progress(List.of(to("C1", State.DELIVERED, null, true), to("C2", State.PENDING, null, false),
                        to("C3", State.HELD, "It may have arrived.", false),
                        to("C4", State.FAILED, "The channel is archived.", false))));
        assertThat(arrival.places()).extracting(Place::fate).containsExactly(Fate.FAILED, Fate.UNSURE, Fate.PENDING,
                Fate.DELIVERED);
        assertThat(arrival.trouble()).extracting(Place::reason).containsExactly("The channel is archived.",
                "It may have arrived.");
        assertThat(arrival.all()).isEqualTo(4);
    }

    @Test
    void whatIsSkippedOrDroppedIsNotWaitedFor() {
        Arrival arrival = Arrival.of(copies(goes("C1"), skipped("C2"), goes("C3")),
                new Progress(List.of(to("C1", State.DELIVERED, null, true),
                        to("C2", State.FAILED, "The channel is archived.", false),
                        to("C3", State.DROPPED, null, false))));
        assertThat(arrival.all()).isOne();
        assertThat(arrival.complete()).isTrue();
        assertThat(arrival.places()).filteredOn(place -> place.fate() == Fate.SKIPPED).extracting(Place::reason)
                .containsOnlyNulls();
    }

    @Test
    void whereItDoesNotGoAnyMoreOnlyACopyThatCannotBeTakenAwayShows() {
        Arrival arrival = Arrival.of(copies(goes("C1"), removed("C2"), removed("C3"), removed("C4")),
                new Progress(List.of(to("C1", State.DELIVERED, null, true), to("C2", State.REMOVED, null, false),
                        to("C3", State.PENDING, null, true),
                        to("C4", State.FAILED, "Slack does not let Steward delete this message.", true))));
        assertThat(arrival.places()).extracting(Place::channel, Place::fate).containsExactly(
                org.assertj.core.groups.Tuple.tuple(new ChannelId("C4"), Fate.LEFT_BEHIND),
                org.assertj.core.groups.Tuple.tuple(new ChannelId("C1"), Fate.DELIVERED));
        assertThat(arrival.complete()).isFalse();
        assertThat(arrival.all()).isOne();
    }

    @Test
    void whatWasRetractedBeforeItGotThereIsNotWaitedFor() {
        Arrival arrival = Arrival.of(copies(goes("C1"), goes("C2")),
                new Progress(List.of(to("C1", State.DELIVERED, null, true), to("C2", State.REMOVED, null, false))));
        assertThat(arrival.count(Fate.NEVER_TOLD)).isOne();
        assertThat(arrival.complete()).isTrue();
    }

    private static Map<ChannelId, Copy> copies(Copy... copies) {
        Map<ChannelId, Copy> all = new LinkedHashMap<>();
        for (Copy copy : copies) {
            all.put(copy.channel(), copy);
        }
        return all;
    }

    private static Copy goes(String channel) {
        return new Copy(new ChannelId(channel), null, null, false, false, true);
    }

    private static Copy skipped(String channel) {
        return new Copy(new ChannelId(channel), null, null, true, false, true);
    }

    private static Copy removed(String channel) {
        return new Copy(new ChannelId(channel), null, null, false, true, true);
    }

    private static To to(String channel, State state, @Nullable String reason, boolean stands) {
        return new To("<#" + channel + ">", new ChannelId(channel), state, reason, stands);
    }
}
