package dev.steward.cadence;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.cadence.AgendaItem.Said;
import dev.steward.record.DecisionLog;
import dev.steward.sandbox.ForgedPress;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.slack.Actor;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** A meeting as people live it in Slack: its card, its agenda, what they press while it runs, and what they are told. */
@SandboxTest
class MeetingStoryTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private CreateCadence create;
    @Autowired
    private SteerSession steer;
    @Autowired
    private ChangeCadence cadences;
    @Autowired
    private ChangeAgenda agendas;
    @Autowired
    private ChangeSession changes;
    @Autowired
    private RunMeeting run;
    @Autowired
    private Sessions sessions;
    @Autowired
    private Items items;
    @Autowired
    private DecisionLog log;
    @Autowired
    private Members members;

    private LocalDate monday = LocalDate.EPOCH;

    /** All live in one zone, and it is Monday, 9:00; the meeting is on Tuesday at 10:00, for an hour. */
    @BeforeEach
    void everyoneIsThere() {
        for (Who who : List.of(PM, OPS, SELLER, SUPPORT)) {
            members.save(new Member(workspace(), who.id(), "T0FERNHILL", who.name(), null, UTC,
                    who == OPS ? Role.ADMIN : Role.MEMBER, false, false));
        }
        monday = LocalDate.ofInstant(slack.clock().instant(), UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        slack.clock().to(day(0, "09:00"));
    }

    @Test
    void anAgendaIsCollectedTalkedThroughAndSummedUp() {
        Cadence cadence = weekly(PM, SELLER, SUPPORT);
        add(cadence, SELLER, "Pricing", 20);
        add(cadence, SUPPORT, "Broken exports <!channel>", 10);
        slack.channel("#general").hasNoMessage("REV-1 Roadmap review");

        slack.clock().to(day(0, "10:01"));
        Shown card = slack.channel("#general").awaitMessage("REV-1 Roadmap review");
        assertThat(card.text()).contains("<@" + PM.id() + "> facilitates", "30 of 60 minutes", "1. Pricing  ·  20 min",
                "2. Broken exports <!channel>");
        assertThat(card.json().toString()).doesNotContain("<!channel>");
        slack.directMessages(PM).awaitMessage("You facilitate *<");

        slack.as(SUPPORT).presses("Add to the agenda").fills("What should be talked about?", "Hiring")
                .presses("One more")
                .fills("And 2", "Offices").chooses("How long is 2?", "15 minutes").submits().seesNoModal();
        slack.channel("#general").awaitMessage("45 of 60 minutes  ·  1 item without a time");

        slack.clock().to(day(1, "10:00:30"));
        assertThat(thread(card)).anyMatch(said -> said.contains("It is time. <@" + PM.id() + ">"));
        slack.as(SELLER).presses("Start").sees("Only whoever facilitates it");
        slack.as(PM).presses("Start");
        slack.channel("#general").awaitMessage("▶ Pricing".replace("Pricing", "*Pricing*"));
        slack.as(SELLER).presses("Decision").fills("What was decided?", "We raise it by 5 % in *May*").submits()
                .seesNoModal();
        slack.channel("#general").awaitMessage("We raise it by 5 % in *May*");
        slack.clock().to(day(1, "10:21"));
        slack.channel("#general").awaitMessage("▶ *Pricing*  ·  *time is up*");
        assertThat(thread(card)).anyMatch(said -> said.contains("Time is up for “Pricing”, <@" + PM.id() + ">"))
                .anyMatch(said -> said.contains("Decided") && said.contains("on “Pricing” by <@" + SELLER.id()));

        slack.as(PM).presses("Next");
        slack.channel("#general").awaitMessage("▶ *Broken exports <!channel>*");
        slack.as(PM).presses("Carry over");
        slack.channel("#general").awaitMessage("▶ *Hiring*");
        slack.as(PM).presses("Next");
        slack.channel("#general").awaitMessage("▶ *Offices*");
        slack.as(PM).presses("Next");
        slack.channel("#general").awaitMessage("Everything was talked about.");
        slack.clock().to(day(1, "10:52:30"));
        slack.as(PM).presses("Close");
        slack.channel("#general").awaitMessage("*Closed*, took 52 minutes");
        String summary = thread(card).getLast();
        assertThat(summary).contains("it took 52 minutes of 60 minutes", "We raise it by 5 %",
                "Talked about*\n• Pricing\n• Hiring\n• Offices", "Carries over*\n• Broken exports");
        assertThat(log.read(workspace(), 0)).filteredOn(entry -> entry.kind().equals("cadence.decided"))
                .singleElement().satisfies(entry -> {
                    assertThat(entry.reference()).isEqualTo("REV-1");
                    assertThat(entry.facts()).contains("We raise it by 5 %", "Pricing");
                });

        slack.clock().to(day(7, "10:01"));
        Shown second = slack.channel("#general").awaitMessage("Broken exports <!channel>  ·  10 min");
        assertThat(second.text()).contains("second time").doesNotContain("Hiring");
        slack.hadNoTrouble();
    }

    @Test
    void thePreReadIsOpenedAndChased() {
        weekly(PM, SELLER, SUPPORT);
        slack.clock().to(day(0, "10:01"));
        Shown card = slack.channel("#general").awaitMessage("REV-1 Roadmap review");
        slack.as(PM).presses("Pre-read…").fills("Where is it?", "ftp://example.com/review").submits()
                .seesFieldError("Where is it?", "web address").fills("Where is it?", "https://example.com/review?a=1&b")
                .submits().seesNoModal();
        slack.channel("#general").awaitMessage("read by 0 of 2");
        slack.as(SELLER).presses("Open the pre-read");
        slack.channel("#general").awaitMessage("read by 1 of 2  ·  not yet: SUPPORT");
        slack.clock().to(day(1, "08:01"));
        Shown chase = slack.directMessages(SUPPORT).awaitMessage("Please read the pre-read of");
        slack.directMessages(SELLER).hasNoMessage("Please read");
        slack.directMessages(PM).hasNoMessage("Please read");
        slack.as(SUPPORT).inDirectMessages().presses("I've read it", chase).sees("Thanks for reading it!");
        slack.channel("#general").awaitMessage("read by all");
        slack.clock().to(day(1, "09:51"));
        assertThat(thread(card)).anyMatch(said -> said.contains("It starts "));
        slack.hadNoTrouble();
    }

    @Test
    void itIsMovedAndCancelledAndEverybodyKnows() throws Exception {
        Cadence cadence = weekly(PM, SELLER, SUPPORT);
        add(cadence, SELLER, "Pricing", 20);
        slack.clock().to(day(0, "10:01"));
        Shown card = slack.channel("#general").awaitMessage("REV-1 Roadmap review");
        slack.as(SELLER).presses("Move…").sees("Only whoever facilitates it");
        slack.as(PM).presses("Move…").chooses("To which day?", monday.toString()).submits()
                .seesFieldError("To which day?", "over already")
                .chooses("To which day?", monday.plusDays(2).toString()).chooses("At what time?", "15:00").submits()
                .seesNoModal();
        slack.channel("#general").awaitMessage("*Moved* by <@" + PM.id());
        assertThat(thread(card)).anyMatch(said -> said.contains("<@" + PM.id() + "> moved it to *<!date^"
                + day(2, "15:00").getEpochSecond()));

        slack.clock().to(day(1, "15:01"));
        slack.settles();
        List<Shown> cards = slack.channel("#general").messages();
        Shown moved = cards.getLast();
        assertThat(moved.text()).contains("REV-1 Roadmap review", "Pricing",
                "<!date^" + day(2, "15:00").getEpochSecond());
        SessionId next = sessions.open(workspace(), cadence.facts().id()).getFirst().facts().id();
        slack.as(PM).presses("Cancel…", moved).sees("The 2 others who take part")
                .fills("Why is it cancelled?", "Fair & *square*")
                .submits().seesNoModal();
        slack.directMessages(SELLER).awaitMessage("Fair & *square*");
        slack.directMessages(SUPPORT).awaitMessage("cancelled");
        slack.directMessages(PM).hasNoMessage("cancelled");
        new ForgedPress(slack, "T0FERNHILL").press(PM, "T0FERNHILL", slack.id("#general"),
                MeetingButtons.START.actionId(),
                next.value().toString());
        assertThat(sessions.find(workspace(), next).orElseThrow().state()).isEqualTo(SessionState.CANCELLED);
        slack.as(PM).sees("It was cancelled.");
    }

    @Test
    void whatNobodyStartedIsAskedAbout() {
        weekly(PM, SELLER);
        slack.clock().to(day(1, "11:01"));
        Shown asked = slack.directMessages(PM).awaitMessage("take place? Nobody started it.");
        slack.as(PM).inDirectMessages().presses("Yes, write it up", asked).sees("Note what came of it on");
        slack.channel("#general").awaitMessage("*Running*");
        slack.as(PM).inDirectMessages().presses("It did not", asked).sees("It has begun.");
        slack.clock().to(day(1, "12:17"));
        Shown overtime = slack.directMessages(PM).awaitMessage("over? It still runs.");
        slack.as(PM).inDirectMessages().presses("Close it", overtime).sees("It is closed.");
        slack.as(PM).inDirectMessages().presses("Close it", overtime).sees("It is closed already.");
        slack.hadNoTrouble();
    }

    @Test
    void itemsAreOrderedEditedAndTakenOff() {
        Cadence cadence = weekly(PM, SELLER);
        add(cadence, SELLER, "Pricing", 20);
        add(cadence, PM, "Hiring", 10);
        slack.as(SELLER).types("/cadence agenda rev-1 Offices (15 min)").sees("“Offices” is on the agenda of");
        slack.as(SELLER).types("/cadence agenda REV-9 Offices").sees("There is no REV-9 here.");
        slack.clock().to(day(0, "10:01"));
        slack.channel("#general").awaitMessage("45 of 60 minutes");
        slack.as(SUPPORT).presses("Reorder, edit…").sees("Only those who take part");
        slack.as(SELLER).presses("Reorder, edit…").seesModal("The agenda").presses("↓ Down").sees("1. Hiring")
                .presses("Remove").sees("Only whoever added it").closesAll();
        slack.as(PM).presses("Reorder, edit…").presses("Edit").seesModal("Edit")
                .fills("What should be talked about?", "Hiring in Lisbon").chooses("How long?", "5 minutes").submits()
                .seesModal("The agenda").sees("1. Hiring in Lisbon").presses("Remove").sees("1. Pricing").closesAll();
        slack.channel("#general").awaitMessage("35 of 60 minutes");
        assertThat(items.open(workspace(), cadence.facts().id())).extracting(AgendaItem::title)
                .containsExactly("Pricing", "Offices");
    }

    @Test
    void whoIsNamedInWordsStandsOnTheAgendaByName() {
        Cadence cadence = weekly(PM, SELLER);
        slack.as(SELLER).types("/cadence agenda REV-1 Ask @maya & co <b> about it 5 min").sees("is on the agenda of");
        assertThat(items.open(workspace(), cadence.facts().id())).singleElement()
                .satisfies(item -> assertThat(item.title()).startsWith("Ask @").contains(" & co <b> about it")
                        .doesNotContain("<@"));
        slack.as(PM).types("/cadence new \"Talk of @diego\" every friday 10:00 in #general with @maya")
                .sees("*Talk of @" + SELLER.name() + "*");
    }

    @Test
    void aMessageIsPutOnAnAgendaWithItsLink() {
        Cadence cadence = weekly(PM, SELLER);
        Shown said = slack.as(SELLER).says("Acme wants *bulk* export <!here>\nThey asked twice.");
        slack.as(SUPPORT).usesShortcut("Add to an agenda").on(said).sees("REV-1 Roadmap review");
        slack.as(SUPPORT).chooses("How long?", "10 minutes").submits().sees("It is on the agenda of").closesAll();
        assertThat(items.open(workspace(), cadence.facts().id())).singleElement().satisfies(item -> {
            assertThat(item.title()).startsWith("Acme wants");
            assertThat(item.notes()).startsWith("From SELLER").contains("They asked twice.");
            assertThat(item.link()).contains(said.ts().replace(".", ""));
            assertThat(item.addedBy()).isEqualTo(SUPPORT.id());
            assertThat(item.minutes()).isEqualTo(10);
        });
        slack.hadNoTrouble();
    }

    /** The review ends while it is held: what runs goes on to its end, and nothing is added to what is over. */
    @Test
    void whatRunsWhenItsReviewEndsIsBroughtToItsEnd() {
        Cadence cadence = weekly(PM, SELLER);
        add(cadence, SELLER, "Pricing", 0);
        add(cadence, SELLER, "Hiring", 0);
        slack.clock().to(day(1, "10:00:30"));
        slack.channel("#general").awaitMessage("REV-1 Roadmap review");
        slack.as(PM).presses("Start");
        slack.channel("#general").awaitMessage("▶ *Pricing*");
        cadences.change(workspace(), cadence.facts().id(), (one, now) -> one.end(PM.id(), Role.MEMBER, now));

        slack.as(SELLER).presses("Decision").fills("What was decided?", "We raise it").submits().seesNoModal();
        slack.as(PM).presses("Next");
        slack.channel("#general").awaitMessage("▶ *Hiring*");
        slack.as(PM).presses("Close");
        slack.channel("#general").awaitMessage("*Closed*");
        assertThat(log.read(workspace(), 0)).filteredOn(entry -> entry.kind().equals("cadence.decided")).hasSize(1);
        assertThatThrownBy(() -> add(cadence, SELLER, "More", 0)).isInstanceOf(Refused.class)
                .hasMessage("It has ended.");
    }

    @Test
    void nothingIsMovedFartherThanAYear() {
        Cadence cadence = weekly(PM, SELLER);
        Session next = sessions.open(workspace(), cadence.facts().id()).getFirst();
        for (int years : List.of(2, 900, 7_000)) {
            assertThatThrownBy(() -> steer.move(workspace(), SessionSnapshot.of(next), PM.id(), Role.MEMBER,
                    monday.plusYears(years).atTime(10, 0))).isInstanceOf(Refused.class).hasMessageContaining("too far");
        }
    }

    /** What did not fit is in the form still; what was taken over would come twice. */
    @Test
    void whereNotAllThatWasTypedHasRoomNothingIsAdded() {
        Cadence cadence = weekly(PM, SELLER);
        for (int i = 1; i < Agenda.MOST; i++) {
            add(cadence, PM, "Item " + i, 0);
        }
        List<Said> two = List.of(new Said("One", "", 0), new Said("Two", "", 0));
        assertThatThrownBy(() -> agendas.add(workspace(), cadence.facts().id(), "key", PM.id(), two))
                .isInstanceOf(Refused.class).hasMessageContaining("full");
        assertThat(items.open(workspace(), cadence.facts().id())).hasSize(Agenda.MOST - 1);
        for (int sent = 0; sent < 2; sent++) {
            agendas.add(workspace(), cadence.facts().id(), "key", PM.id(), two.subList(0, 1));
        }
        assertThat(items.open(workspace(), cadence.facts().id())).hasSize(Agenda.MOST);
    }

    @Test
    void peopleOfOtherOrganisationsOnlyLookOn() {
        weekly("#customer-acme", PM, SELLER);
        slack.clock().to(day(0, "10:01"));
        slack.channel("#customer-acme").awaitMessage("REV-1 Roadmap review");
        slack.as(OUTSIDER).in("#customer-acme").presses("Add to the agenda").sees("people of this workspace");
        slack.as(OUTSIDER).in("#customer-acme").presses("Cancel…").sees("people of this workspace");
    }

    @Test
    void whereItsCardCannotStandWhoeverFacilitatesHearsAllTheSame() {
        weekly("#releases", SELLER, SUPPORT);
        slack.archives("#releases");
        slack.clock().to(day(0, "10:01"));
        assertThat(slack.directMessages(PM).awaitMessage("You facilitate *REV-1 Roadmap review*").text())
                .contains("Swap facilitator");
    }

    @Test
    void anotherFacilitatesAndItIsSkipped() {
        Cadence cadence = weekly(PM, SELLER, SUPPORT);
        slack.clock().to(day(0, "10:01"));
        Shown card = slack.channel("#general").awaitMessage("REV-1 Roadmap review");
        SessionId id = sessions.open(workspace(), cadence.facts().id()).getFirst().facts().id();
        changes.change(workspace(), id, OPS.id(), Role.ADMIN,
                (c, session, who, now) -> session.facilitate(who.user(), SELLER.id(), now));
        slack.directMessages(SELLER).awaitMessage("asks you to facilitate");
        slack.directMessages(PM).awaitMessage("asked <@" + SELLER.id() + "> to facilitate");
        slack.channel("#general").awaitMessage("<@" + SELLER.id() + "> facilitates");

        slack.as(SELLER).presses("Skip…").sees("nobody's turn is used up").fills("Why?", "Everybody is at the fair")
                .submits().seesNoModal();
        slack.channel("#general").awaitMessage("It does not take place, says <@" + SELLER.id()
                + ">: “Everybody is at the fair”");
        assertThat(thread(card)).anyMatch(said -> said.startsWith("<@" + SELLER.id() + "> skipped it"));
        slack.clock().to(day(7, "10:01"));
        slack.channel("#general").awaitMessage("Nothing yet. What should be talked about?");
        slack.hadNoTrouble();
    }

    @Test
    void twoWhoGoOnInTheSameInstantPassOverNothing() throws Exception {
        Cadence cadence = weekly(PM, SELLER);
        for (String title : List.of("One", "Two", "Three")) {
            add(cadence, PM, title, 10);
        }
        slack.clock().to(day(1, "10:00:30"));
        Session session = sessions.open(workspace(), cadence.facts().id()).getFirst();
        SessionId id = session.facts().id();
        assertThat(atOnce(() -> run.start(actor(PM), SessionSnapshot.of(session)))).hasSize(1);
        SessionSnapshot first = shown(id);
        assertThat(atOnce(() -> run.next(actor(PM), first))).hasSize(1);
        assertThat(items.find(workspace(), new ItemId(talkedAbout(id))).orElseThrow().title()).isEqualTo("Two");
        SessionSnapshot second = shown(id);
        assertThat(atOnce(() -> run.close(actor(PM), second))).hasSize(1);
        assertThat(items.of(workspace(), id)).extracting(Items.Stood::outcome).containsExactly(Items.Outcome.DONE,
                Items.Outcome.DONE, Items.Outcome.CARRIED);
        slack.settles();
        assertThat(slack.channel("#general").messages().stream()
                .filter(each -> each.text().contains("REV-1 Roadmap review")))
                .hasSize(1);
    }

    private SessionSnapshot shown(SessionId id) {
        return SessionSnapshot.of(sessions.find(workspace(), id).orElseThrow());
    }

    private UUID talkedAbout(SessionId id) {
        Session.Item item = sessions.find(workspace(), id).orElseThrow().item();
        return java.util.Objects.requireNonNull(item).id();
    }

    /** What six who do it at once get done; the others are refused. */
    private static List<Session> atOnce(Callable<Session> deed) throws Exception {
        try (var pool = Executors.newFixedThreadPool(6)) {
            List<Session> done = new ArrayList<>();
            for (Future<Session> each : pool.invokeAll(java.util.Collections.nCopies(6, deed))) {
                try {
                    done.add(each.get());
                } catch (java.util.concurrent.ExecutionException refused) {
                    assertThat(refused.getCause()).isInstanceOf(Refused.class);
                }
            }
            return done;
        }
    }

    private List<String> thread(Shown card) {
        slack.settles();
        return slack.channel("#general").replies(card).stream().map(Shown::text).toList();
    }

    private void add(Cadence cadence, Who who, String title, int minutes) {
        agendas.add(workspace(), cadence.facts().id(), UUID.randomUUID().toString(), who.id(),
                new Said(title, "", minutes), null);
    }

    private Cadence weekly(Who... who) {
        return weekly("#general", who);
    }

    private Cadence weekly(String channel, Who... who) {
        return create.create(workspace(), UUID.randomUUID().toString(), PM.id(),
                new Rules("Roadmap review", Template.BLANK, false, slack.channel(channel).id(), null,
                        Recurrence.of(monday.atTime(10, 0), UTC, "FREQ=WEEKLY;BYDAY=TU"), new AfterDowntime.Skip(),
                        Duration.ofMinutes(60), new People(Arrays.stream(who).map(Who::id).toList(), List.of()),
                        List.of(PM.id()), Lead.days(1), Lead.hours(2), List.of(Lead.minutes(10)), List.of()));
    }

    private Actor actor(Who who) {
        return new Actor(workspace(), who.id(), "T0FERNHILL", Role.MEMBER);
    }

    private Instant day(int days, String time) {
        return monday.plusDays(days).atTime(LocalTime.parse(time)).toInstant(UTC);
    }

    private WorkspaceId workspace() {
        return slack.workspace();
    }
}
