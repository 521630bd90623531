package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Notices;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.RitualHandler;
import dev.steward.schedule.RitualKey;
import dev.steward.schedule.RitualOccurrence;
import dev.steward.schedule.Rituals;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;
import dev.steward.slack.Message;
import dev.steward.workspace.WorkspaceId;

/** A feature that reminds, and meets every morning, while the clock jumps. */
@SandboxTest
@Import({TimePassesTest.Reminders.class, TimePassesTest.Standup.class})
class TimePassesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final UUID THING = new UUID(1, 7);
    static final TimerType REMINDER = new TimerType("test.reminder");

    @Autowired
    SandboxSlack slack;
    @Autowired
    Timers timers;
    @Autowired
    Rituals rituals;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    Reminders reminders;
    @Autowired
    Standup standup;

    @BeforeEach
    void forget() {
        reminders.heard.clear();
        standup.heard.clear();
    }

    @Test
    void threeDaysPassAsIfSomebodyHadWaited() {
        Instant start = slack.clock().instant();
        Instant first = start.plus(Duration.ofHours(5)).truncatedTo(ChronoUnit.MICROS);
        plan(first);

        slack.clock().advance(Duration.ofDays(3));

        var planned = new ArrayList<Happening>();
        for (int i = 0; i < 4; i++) {
            planned.add(new Happening("Reminder " + i, first.plus(Duration.ofHours(17L * i))));
        }
        mornings(start, slack.clock().instant()).forEach(morning -> planned.add(new Happening("Standup", morning)));
        planned.sort(Comparator.comparing(Happening::at));
        assertThat(planned).hasSizeBetween(6, 8);
        var said = slack.channel("#general").messages().stream()
                .filter(message -> message.text().matches("Reminder .|Standup")).toList();
        assertThat(said).extracting(Shown::text).containsExactlyElementsOf(
                planned.stream().map(Happening::what).toList());
        for (int i = 0; i < said.size(); i++) {
            assertThat(PageTimes.ofTs(said.get(i).ts())).as(said.get(i).text())
                    .isBetween(planned.get(i).at(), planned.get(i).at().plusSeconds(60));
        }
        assertThat(standup.heard).extracting(RitualOccurrence::lateBy).containsOnly(Duration.ZERO);
        assertThat(standup.heard).extracting(RitualOccurrence::coalesced).containsOnly(0);
        slack.hadNoTrouble();
    }

    @Test
    void theNextThingDueIsOneStopAway() {
        Instant first = slack.clock().instant().plus(Duration.ofMinutes(50)).truncatedTo(ChronoUnit.MICROS);
        transaction.executeWithoutResult(status -> {
            timers.set(REMINDER.of(slack.workspace(), THING, "3"), first);
            rituals.plan(new RitualKey(new WorkspaceId(new UUID(0, 0)), "schedule.audit", new UUID(0, 0)),
                    Recurrence.of(LocalDateTime.ofInstant(first.minusSeconds(600), ZoneOffset.UTC), ZoneOffset.UTC,
                            "FREQ=DAILY"),
                    new AfterDowntime.Coalesce());
        });

        assertThat(slack.moves.nextDue()).contains(first);
        assertThat(slack.moves.toNextDue().worked()).isTrue();

        assertThat(slack.clock().instant()).isBetween(first, first.plusSeconds(20));
        slack.channel("#general").awaitMessage("Reminder 3");
        assertThat(slack.moves.nextDue()).isEmpty();
        assertThat(slack.moves.toNextDue().failure()).contains("Nothing is planned");
    }

    @Test
    void aMoveThatTakesLongIsStopped() {
        reminders.endless = true;
        Instant first = slack.clock().instant().plus(Duration.ofHours(5)).truncatedTo(ChronoUnit.MICROS);
        plan(first);
        try {
            assertThat(slack.moves.by(Duration.ofDays(200)).worked()).isTrue();
            var move = slack.moves.underWay().orElseThrow();
            assertThat(slack.moves.by(Duration.ofHours(1)).failure()).contains("still moving");
            slack.moves.stop();
            assertThat(move.await(Duration.ofSeconds(30))).isTrue();

            assertThat(slack.clock().instant()).isBefore(first.plus(Duration.ofDays(100)));
            assertThat(slack.moves.underWay()).isEmpty();
        } finally {
            reminders.endless = false;
        }
    }

    private void plan(Instant firstReminder) {
        transaction.executeWithoutResult(status -> {
            timers.set(REMINDER.of(slack.workspace(), THING, "0"), firstReminder);
            rituals.plan(new RitualKey(slack.workspace(), "test.standup", THING),
                    Recurrence.of(LocalDateTime.parse("2026-01-01T09:00"), BERLIN, "FREQ=DAILY"),
                    new AfterDowntime.Coalesce());
        });
    }

    private static List<Instant> mornings(Instant from, Instant to) {
        var mornings = new ArrayList<Instant>();
        for (var morning = from.atZone(BERLIN).toLocalDate().atTime(9, 0).atZone(BERLIN); !morning.toInstant()
                .isAfter(to); morning = morning.plusDays(1)) {
            if (morning.toInstant().isAfter(from)) {
                mornings.add(morning.toInstant());
            }
        }
        return mornings;
    }

    private record Happening(String what, Instant at) {}

    /** Reminds every 17 hours, four times in all, unless it is endless. */
    @TestComponent
    static class Reminders implements TimerHandler {
        final List<DueTimer> heard = new CopyOnWriteArrayList<>();
        volatile boolean endless;
        private final Timers timers;
        private final Notices notices;
        private final Channels channels;

        Reminders(Timers timers, Notices notices, Channels channels) {
            this.timers = timers;
            this.notices = notices;
            this.channels = channels;
        }

        @Override
        public TimerType type() {
            return REMINDER;
        }

        @Override
        public void handle(DueTimer timer) {
            heard.add(timer);
            int step = Integer.parseInt(timer.key().step());
            say(notices, channels, timer.key().workspace(), "Reminder " + step, "Reminder " + step);
            if (step < 3 || endless) {
                timers.set(REMINDER.of(timer.key().workspace(), THING, Integer.toString(step + 1)),
                        timer.due().plus(Duration.ofHours(17)));
            }
        }
    }

    @TestComponent
    static class Standup implements RitualHandler {
        final List<RitualOccurrence> heard = new CopyOnWriteArrayList<>();
        private final Notices notices;
        private final Channels channels;

        Standup(Notices notices, Channels channels) {
            this.notices = notices;
            this.channels = channels;
        }

        @Override
        public String kind() {
            return "test.standup";
        }

        @Override
        public String title(RitualKey ritual) {
            return "Standup";
        }

        @Override
        public void hold(RitualOccurrence occurrence) {
            heard.add(occurrence);
            say(notices, channels, occurrence.ritual().workspace(), "Standup " + occurrence.planned(), "Standup");
        }
    }

    private static void say(Notices notices, Channels channels, WorkspaceId workspace,
            String occasion, String words) {
        notices.say(workspace, THING, occasion,
                new Notices.Recipient.Channel(channels.named("general").orElseThrow().id(), null), Message.of(words));
    }
}
