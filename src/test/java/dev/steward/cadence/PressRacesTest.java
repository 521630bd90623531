package dev.steward.cadence;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.cadence.AgendaItem.Said;
import dev.steward.cadence.FormMemory.Changes;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.slack.Actor;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** Two people were shown the same and press in the same instant: one of them does it, the other hears what has changed. */
@SandboxTest
class PressRacesTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private CreateCadence create;
    @Autowired
    private ChangeCadence cadences;
    @Autowired
    private HoldNow hold;
    @Autowired
    private SaveChange save;
    @Autowired
    private ChangeAgenda agendas;
    @Autowired
    private ChangeAction actions;
    @Autowired
    private Actions actionRows;
    @Autowired
    private RunMeeting run;
    @Autowired
    private SteerSession steer;
    @Autowired
    private SwapFacilitator swaps;
    @Autowired
    private Swaps swapRows;
    @Autowired
    private Sessions sessions;
    @Autowired
    private Items items;
    @Autowired
    private Cadences rows;
    @Autowired
    private Members members;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private LocalDate monday = LocalDate.EPOCH;

    /** All live in one zone, and it is Monday, 9:00; meetings are on Tuesday at 10:00, for an hour. */
    @BeforeEach
    void everyoneIsThere() {
        for (Who who : List.of(PM, OPS, SELLER, SUPPORT)) {
            members.save(new Member(workspace(), who.id(), "T0FERNHILL", who.name(), null, UTC,
                    who == OPS ? Role.ADMIN : Role.MEMBER, false, false));
        }
        monday = LocalDate.ofInstant(slack.clock().instant(), UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        slack.clock().to(day(0, "09:00"));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void aMeetingIsLedOneStepAtATime() throws Exception {
        Cadence cadence = weekly();
        for (String title : List.of("One", "Two", "Three", "Four")) {
            agendas.add(workspace(), cadence.facts().id(), title, PM.id(), new Said(title, "", 0), null);
        }
        slack.clock().to(day(1, "10:00:30"));
        SessionSnapshot ahead = shown(cadence);
        once(by -> run.start(by, ahead));
        SessionSnapshot one = shown(cadence);
        once(by -> run.next(by, one));
        SessionSnapshot two = shown(cadence);
        once(by -> run.carryOver(by, two));
        SessionSnapshot three = shown(cadence);
        // whichever is first: the other is told that it is over, or what is talked about now
        atOnce(() -> run.next(actor(PM), three), () -> run.close(actor(OPS), three));
        assertThat(items.open(workspace(), cadence.facts().id())).extracting(AgendaItem::title).contains("Two")
                .doesNotContain("One", "Three");
    }

    @Test
    void aSessionIsCalledOffOnce() throws Exception {
        SessionSnapshot skipped = shown(weekly());
        once(by -> steer.skip(workspace(), skipped, by.user(), by.role(), null));
        SessionSnapshot cancelled = shown(weekly());
        once(by -> steer.cancel(workspace(), cancelled, by.user(), by.role(), "Nobody is in"));
        Cadence cadence = weekly();
        SessionSnapshot moved = shown(cadence);
        once(by -> steer.move(workspace(), moved, by.user(), by.role(), monday.plusDays(3).atTime(15, 0)));
        assertThat(sessions.open(workspace(), cadence.facts().id())).hasSize(1);
        SessionSnapshot late = shown(weekly());
        slack.clock().to(day(1, "11:05"));
        once(by -> run.notHeld(by, late));
    }

    @Test
    void aSessionIsHandedOnOnce() throws Exception {
        Cadence cadence = weekly();
        swaps.ask(actor(PM), shown(cadence), SUPPORT.id());
        SwapId asked = swapRows.asked(workspace(), shown(cadence).id()).orElseThrow().id();
        assertThat(atOnce(() -> swaps.agree(actor(SUPPORT), asked), () -> swaps.decline(actor(SUPPORT), asked)))
                .as("answers that count").isEqualTo(1);
        SessionSnapshot before = shown(weekly());
        assertThat(atOnce(() -> swaps.take(actor(SELLER), before), () -> swaps.take(actor(SUPPORT), before),
                () -> swaps.set(actor(OPS), before, SUPPORT.id()))).isEqualTo(1);
    }

    @Test
    void aCadenceIsChangedOnce() throws Exception {
        Cadence cadence = weekly();
        CadenceSnapshot active = CadenceSnapshot.of(now(cadence));
        once(by -> cadences.change(workspace(), active, (one, at) -> one.pause(by.user(), by.role(), at)));
        CadenceSnapshot paused = CadenceSnapshot.of(now(cadence));
        once(by -> cadences.change(workspace(), paused, (one, at) -> one.resume(by.user(), by.role(), at)));
        var changes = new Changes(cadence.facts().id(), save.mark(now(cadence)));
        once(by -> save.change(by, changes, renamed(now(cadence).rules(), "By " + by.user().value())));
        CadenceSnapshot owned = CadenceSnapshot.of(now(cadence));
        assertThat(atOnce(
                () -> cadences.change(workspace(), owned,
                        (one, at) -> one.handOver(PM.id(), Role.MEMBER, SELLER.id(), at)),
                () -> cadences.change(workspace(), owned,
                        (one, at) -> one.handOver(OPS.id(), Role.ADMIN, SUPPORT.id(), at)),
                () -> cadences.change(workspace(), owned, (one, at) -> one.end(OPS.id(), Role.ADMIN, at))))
                .isEqualTo(1);
    }

    @Test
    void oneIsHeldHoweverOftenItIsPressed() throws Exception {
        Cadence cadence = weekly();
        CadenceSnapshot shown = CadenceSnapshot.of(now(cadence));
        atOnce(() -> hold.begin(actor(PM), shown), () -> hold.begin(actor(OPS), shown));
        slack.clock().advance(Duration.ofSeconds(1));
        atOnce(() -> hold.begin(actor(PM), shown), () -> hold.begin(actor(OPS), shown));
        slack.clock().advance(Duration.ofSeconds(10));
        assertThat(sessions.open(workspace(), cadence.facts().id())).filteredOn(Session::due).hasSize(1);
    }

    @Test
    void anItemIsMovedEditedAndTakenOffOnce() throws Exception {
        Cadence cadence = weekly();
        for (String title : List.of("One", "Two", "Three")) {
            agendas.add(workspace(), cadence.facts().id(), title, PM.id(), new Said(title, "", 0), null);
        }
        ItemSnapshot third = item(cadence, 2);
        assertThat(atOnce(() -> agenda(cadence, agenda -> {
            third.requirePlace(agenda);
            agenda.up(third.item());
        }), () -> agenda(cadence, agenda -> {
            third.requirePlace(agenda);
            agenda.up(third.item());
        }))).isEqualTo(1);
        assertThat(items.open(workspace(), cadence.facts().id())).extracting(AgendaItem::title)
                .containsExactly("One", "Three", "Two");
        ItemSnapshot first = item(cadence, 0);
        assertThat(atOnce(() -> agenda(cadence, agenda -> {
            first.requireWords(agenda);
            agenda.edit(first.item(), new Said("Another", "", 5));
        }), () -> agenda(cadence, agenda -> {
            first.requireWords(agenda);
            agenda.remove(first.item(), slack.clock().instant());
        }))).isEqualTo(1);
    }

    @Test
    void anActionIsChangedOnce() throws Exception {
        Cadence cadence = weekly();
        slack.clock().to(day(1, "10:00:30"));
        run.start(actor(PM), shown(cadence));
        ActionId id = actions.note(actor(PM), "key", shown(cadence).id(),
                new ChangeAction.Said("Call Acme", SELLER.id(), monday.plusDays(4))).facts().id();
        ActionSnapshot open = action(id);
        assertThat(atOnce(() -> actions.postpone(actor(SELLER), open, monday.plusDays(8)),
                () -> actions.handOver(actor(PM), open, SUPPORT.id()), () -> actions.done(actor(OPS), open)))
                .isEqualTo(1);
        assertThat(actionRows.history(workspace(), id)).hasSize(2);
        ActionSnapshot next = action(id);
        if (actionRows.find(workspace(), id).orElseThrow().open()) {
            once(by -> actions.drop(by, next, "They called"));
        } else {
            once(by -> actions.reopen(by, next));
        }
        assertThat(actionRows.history(workspace(), id)).hasSize(3);
    }

    private interface Deed {
        void by(Actor who) throws Exception;
    }

    private interface Pressing {
        void press() throws Exception;
    }

    /** Of its owner and of an admin, one. */
    private void once(Deed deed) throws Exception {
        assertThat(atOnce(() -> deed.by(actor(PM)), () -> deed.by(actor(OPS)))).isEqualTo(1);
    }

    /** How many of them did it; the others are refused, and nothing else comes of it. */
    private int atOnce(Pressing... all) throws Exception {
        var barrier = new CyclicBarrier(all.length);
        List<Future<?>> pressed = new ArrayList<>();
        for (Pressing one : all) {
            pressed.add(threads.submit(() -> {
                barrier.await(10, TimeUnit.SECONDS);
                one.press();
                return null;
            }));
        }
        int done = 0;
        for (Future<?> each : pressed) {
            try {
                each.get(30, TimeUnit.SECONDS);
                done++;
            } catch (ExecutionException refused) {
                if (!(refused.getCause() instanceof Refused)) {
                    fail(refused.getCause());
                }
            }
        }
        return done;
    }

    private interface Arranging {
        void of(Agenda agenda);
    }

    private void agenda(Cadence cadence, Arranging change) {
        agendas.change(workspace(), cadence.facts().id(), (agenda, now) -> change.of(agenda));
    }

    private ItemSnapshot item(Cadence cadence, int index) {
        return ItemSnapshot.of(shown(cadence).id(), items.open(workspace(), cadence.facts().id()).get(index));
    }

    private ActionSnapshot action(ActionId id) {
        return ActionSnapshot.of(actionRows.find(workspace(), id).orElseThrow());
    }

    private static Rules renamed(Rules rules, String title) {
        return new Rules(title, rules.template(), rules.written(), rules.channel(), rules.area(), rules.recurrence(),
                rules.afterDowntime(), rules.duration(), rules.participants(), rules.facilitators(),
                rules.agendaLead(), rules.preRead(), rules.reminders(), rules.questions());
    }

    private Cadence weekly() {
        return create.create(workspace(), UUID.randomUUID().toString(), PM.id(),
                new Rules("Races", Template.BLANK, false, slack.channel("#general").id(), null,
                        Recurrence.of(monday.atTime(10, 0), UTC, "FREQ=WEEKLY;BYDAY=TU"), new AfterDowntime.Skip(),
                        Duration.ofMinutes(60),
                        new People(Arrays.asList(PM.id(), SELLER.id(), SUPPORT.id()), List.of()), List.of(PM.id()),
                        Lead.days(1), null, List.of(), List.of()));
    }

    private SessionSnapshot shown(Cadence cadence) {
        return SessionSnapshot.of(sessions.open(workspace(), cadence.facts().id()).getFirst());
    }

    private Cadence now(Cadence cadence) {
        return Objects.requireNonNull(rows.find(workspace(), cadence.facts().id()).orElse(null));
    }

    private Actor actor(Who who) {
        return new Actor(workspace(), who.id(), "T0FERNHILL", who == OPS ? Role.ADMIN : Role.MEMBER);
    }

    private Instant day(int days, String time) {
        return monday.plusDays(days).atTime(LocalTime.parse(time)).toInstant(UTC);
    }

    private WorkspaceId workspace() {
        return slack.workspace();
    }
}
