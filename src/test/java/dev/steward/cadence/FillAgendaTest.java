package dev.steward.cadence;

import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.agenda.AgendaEntry;
import dev.steward.agenda.AgendaQuery;
import dev.steward.agenda.AgendaSource;
import dev.steward.cadence.AgendaItem.Said;
import dev.steward.cadence.AgendaItem.State;
import dev.steward.cadence.Items.Outcome;
import dev.steward.cadence.Items.Stood;
import dev.steward.cadence.SessionHappening.Kind;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** Agendas on PostgreSQL: what fills them, what is carried over, and what each session's record tells. */
@SandboxTest
class FillAgendaTest {
    private static final Standing LEAD = new Standing(PM.id(), Role.MEMBER, true, true, true);

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private CreateCadence create;
    @Autowired
    private ChangeCadence cadences;
    @Autowired
    private ChangeSession changes;
    @Autowired
    private ChangeAgenda agendas;
    @Autowired
    private Sessions sessions;
    @Autowired
    private Items items;
    @Autowired
    private WorkspaceHolidays holidays;
    @Autowired
    private List<AgendaSource> sources;
    @Autowired
    private JdbcTemplate jdbc;
    @Autowired
    private PlatformTransactionManager transactions;

    private LocalDate monday = LocalDate.EPOCH;

    @BeforeEach
    void itIsMonday() {
        monday = LocalDate.ofInstant(slack.clock().instant(), UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        slack.clock().to(monday.atTime(9, 0).toInstant(UTC));
    }

    @Test
    void whateverAReviewAsksIsThere() {
        assertThat(sources).extracting(AgendaSource::name).doesNotHaveDuplicates().containsAll(
                List.of(Template.values()).stream().flatMap(each -> FillAgenda.sources(each).stream()).toList());
    }

    @Test
    void aSessionIsPreparedHeldAndLeavesWhatIsOpenToTheNext() {
        Cadence cadence = cadence(Template.DECISION_REVIEW);
        Session first = sessions.open(workspace(), cadence.facts().id()).getFirst();
        AgendaItem budget = add(cadence, "budget");
        AgendaItem hiring = add(cadence, "hiring");
        AgendaItem nothing = add(cadence, "nothing");
        assertThat(
                agendas.add(workspace(), cadence.facts().id(), "key nothing", SELLER.id(), new Said("x", "", 0), null))
                .as("the same doing").isEqualTo(nothing);
        agendas.change(workspace(), cadence.facts().id(), (agenda, now) -> agenda.remove(nothing.id(), now));
        slack.clock().to(first.startsAt());
        changes.change(workspace(), first.facts().id(), PM.id(), Role.MEMBER, (c, s, who, at) -> s.start(who, at));
        Agenda left = agendas.change(workspace(), cadence.facts().id(), (agenda, now) -> agenda.done(budget.id(), now));
        assertThat(left.open()).extracting(AgendaItem::title).containsExactly("hiring");
        changes.change(workspace(), first.facts().id(), PM.id(), Role.MEMBER, (c, s, who, at) -> s.close(who, at));

        assertThat(items.of(workspace(), first.facts().id())).extracting(stood -> stood.item().title(), Stood::position,
                Stood::outcome).containsExactly(tuple("budget", 1, Outcome.DONE),
                        tuple("hiring", 2, Outcome.CARRIED));
        assertThat(items.find(workspace(), hiring.id()).orElseThrow().stoodIn()).isEqualTo(1);
        assertThat(items.dealtWith(workspace(), cadence.facts().id())).isEmpty();
        assertThat(items.open(workspace(), List.of(cadence.facts().id()))).containsOnlyKeys(cadence.facts().id());

        cadences.change(workspace(), cadence.facts().id(), (one, at) -> one.end(PM.id(), Role.MEMBER, at));
        assertThatThrownBy(() -> add(cadence, "late")).isInstanceOf(Refused.class).hasMessage("It has ended.");
        assertThatThrownBy(() -> agendas.change(workspace(), new CadenceId(UUID.randomUUID()), (agenda, now) -> {
        })).isInstanceOf(Refused.class);
    }

    @Test
    void featuresFillTheAgendaWhenItIsPosted() {
        slack.as(PM).types("/feedback the *export* is broken");
        slack.settles();
        Cadence cadence = cadence(Template.CUSTOMER_INSIGHT_REVIEW);
        Session session = sessions.open(workspace(), cadence.facts().id()).getFirst();
        add(cadence, "interviews");
        assertThat(titles(cadence)).containsExactly("interviews");

        slack.clock().to(session.startsAt().minus(Duration.ofHours(23)));

        assertThat(titles(cadence)).containsExactly("interviews", "FB-1 the *export* is broken");
        cadences.change(workspace(), cadence.facts().id(), (one, at) -> one.change(PM.id(), Role.MEMBER,
                rules(Template.BLANK), at));
        slack.clock().to(session.startsAt());
        changes.change(workspace(), session.facts().id(), PM.id(), Role.MEMBER, (c, s, who, at) -> s.start(who, at));
        assertThat(titles(cadence)).as("it is no such review any more").containsExactly("interviews");
    }

    @Test
    void aSourceThatFailsIsLeftOutAndTheSessionTakesPlace() {
        Cadence cadence = cadence(Template.DECISION_REVIEW);
        Session session = sessions.open(workspace(), cadence.facts().id()).getFirst();
        var decided = new Fake("approval.decided", true);
        decided.says("DEC-1", session.startsAt().minusSeconds(60));
        var broken = new AgendaSource() {
            boolean works = true;

            @Override
            public String name() {
                return "approval.open";
            }

            @Override
            public String title() {
                return "Broken";
            }

            @Override
            public List<AgendaEntry> entries(AgendaQuery query) {
                jdbc.update("update cadence set title = 'broken' where id = ?", cadence.facts().id().value());
                jdbc.queryForList("select 1 / ?", works ? 1 : 0);
                return List.of(new AgendaEntry("AP-1", "AP-1", "", null, 0, query.now()));
            }
        };
        var fill = fill(List.of(broken, decided));
        hear(fill, cadence, session, Kind.AGENDA_POSTED, session.startsAt());
        assertThat(titles(cadence)).containsExactly("AP-1", "DEC-1");
        jdbc.update("update cadence set title = 'whole' where id = ?", cadence.facts().id().value());
        broken.works = false;
        decided.says("DEC-2", session.startsAt().minusSeconds(30));

        hear(fill, cadence, session, Kind.STARTED, session.startsAt());

        assertThat(titles(cadence)).as("what it said before stays").containsExactly("AP-1", "DEC-1", "DEC-2");
        assertThat(jdbc.queryForObject("select title from cadence where id = ?", String.class,
                cadence.facts().id().value())).as("nothing of what failed is kept").isEqualTo("whole");
    }

    @Test
    void aSourceIsAskedWhatIsNewSinceTheLastSessionAndWhatComesUntilTheNext() {
        Cadence cadence = cadence(Template.DECISION_REVIEW);
        Session first = sessions.open(workspace(), cadence.facts().id()).getFirst();
        var open = new Fake("approval.open", false);
        FillAgenda fill = fill(List.of(open));
        hear(fill, cadence, first, Kind.AGENDA_POSTED, first.startsAt().minus(Duration.ofDays(1)));
        AgendaQuery asked = Objects.requireNonNull(open.asked);
        assertThat(asked.since()).isEqualTo(first.startsAt().minus(Duration.ofDays(7)));
        assertThat(asked.until()).isEqualTo(first.startsAt().plus(Duration.ofDays(7)));
        assertThat(asked.channel()).isEqualTo(cadence.rules().channel());

        held(first);
        Session third = prepared(cadence, first.planned().plusWeeks(2));
        hear(fill, cadence, third, Kind.STARTED, third.startsAt().plus(Duration.ofMinutes(3)));

        assertThat(Objects.requireNonNull(open.asked).since()).as("the second one did not take place")
                .isEqualTo(first.startsAt());
    }

    @Test
    void noItemIsEverLostOrTwiceInASession() {
        for (long seed = 1; seed <= 8; seed++) {
            new History(seed).unfold();
        }
    }

    /** Sessions one after the other, and what people and sources do to their agendas meanwhile. */
    private final class History {
        private final Random random;
        private final Cadence cadence = cadence(Template.DECISION_REVIEW);
        private final Fake open = new Fake("approval.open", false);
        private final Fake decided = new Fake("approval.decided", true);
        private final FillAgenda fill = fill(List.of(open, decided));
        /** What every item that ever was is now, by what was done to it. */
        private final Map<ItemId, State> ledger = new TreeMap<>(Comparator.comparing(ItemId::value));
        private final Map<ItemId, Integer> carried = new HashMap<>();
        private final Set<ItemId> dealtWith = new HashSet<>();
        private Instant now = Instant.EPOCH;
        private int added;

        History(long seed) {
            random = new Random(seed);
        }

        void unfold() {
            LocalDateTime planned = monday.plusDays(1).atTime(10, 0);
            for (int week = 0; week < 8; week++) {
                Session session = prepared(cadence, planned.plusWeeks(week));
                now = session.startsAt().minus(Duration.ofDays(6));
                some(12, false);
                filled(session, Kind.AGENDA_POSTED);
                some(4, false);
                switch (random.nextInt(6)) {
                    case 0 -> session.skip(LEAD, null, now);
                    case 1 -> {
                        begin(session);
                        some(6, true);
                        session.cancel(LEAD, "fire", now);
                        hears(session, Kind.CANCELLED);
                        recorded(session, false);
                    }
                    default -> {
                        begin(session);
                        some(10, true);
                        session.close(LEAD, now);
                        hears(session, Kind.CLOSED);
                        recorded(session, true);
                    }
                }
                in(() -> sessions.save(session));
            }
        }

        private void begin(Session session) {
            now = session.startsAt();
            session.start(LEAD, now);
            dealtWith.clear();
            filled(session, Kind.STARTED);
        }

        private void some(int steps, boolean running) {
            for (int i = 0; i < steps; i++) {
                now = now.plusSeconds(30);
                step(running);
                isInOrder();
            }
        }

        private void step(boolean running) {
            List<AgendaItem> there = items.open(workspace(), cadence.facts().id());
            ItemId any = there.isEmpty() ? null : there.get(random.nextInt(there.size())).id();
            switch (random.nextInt(10)) {
                case 0, 1 -> open.changes(random, now);
                case 2 -> decided.says("DEC-" + ++added, now);
                case 3 -> change(agenda -> {
                    var id = new ItemId(UuidCreator.getTimeOrderedEpoch());
                    agenda.add(AgendaItem.added(id, cadence.facts().id(), new Said("item " + ++added, "", 0), PM.id(),
                            null, now));
                    ledger.put(id, State.OPEN);
                });
                case 5 -> anyOf(any, id -> change(agenda -> agenda.to(id, random.nextInt(12))));
                case 6 -> anyOf(any, id -> change(agenda -> agenda.edit(id, new Said("edited " + ++added, "", 5))));
                case 4, 7 -> anyOf(any, id -> {
                    change(agenda -> agenda.remove(id, now));
                    ended(id, State.DROPPED, running);
                });
                case 8 -> anyOf(running ? any : null, id -> {
                    change(agenda -> agenda.done(id, now));
                    ended(id, State.DONE, running);
                });
                default -> items.dealtWith(workspace(), cadence.facts().id()).stream()
                        .filter(item -> dealtWith.contains(item.id())).findFirst().ifPresent(item -> {
                            change(agenda -> agenda.reopen(item));
                            ledger.put(item.id(), State.OPEN);
                            dealtWith.remove(item.id());
                        });
            }
        }

        private void ended(ItemId id, State how, boolean running) {
            ledger.put(id, how);
            if (running) {
                dealtWith.add(id);
            }
        }

        /** After it, what is open is what was, and what sources name; unless what only a source wanted is named no more. */
        private void filled(Session session, Kind kind) {
            Map<ItemId, AgendaItem> before = byId();
            hears(session, kind);
            Map<ItemId, AgendaItem> after = byId();
            before.forEach((id, item) -> {
                if (!after.containsKey(id)) {
                    AgendaItem.Origin origin = Objects.requireNonNull(item.origin(), "people's items stay");
                    assertThat(item.touched()).isFalse();
                    assertThat(origin.source().equals("approval.decided") && item.stoodIn() > 0).isFalse();
                    assertThat(open.things).doesNotContainKey(origin.key());
                    ledger.put(id, State.GONE);
                }
            });
            after.forEach((id, item) -> {
                if (!before.containsKey(id)) {
                    State was = ledger.put(id, State.OPEN);
                    AgendaItem.Origin origin = Objects.requireNonNull(item.origin());
                    Fake source = origin.source().equals("approval.open") ? open : decided;
                    assertThat(source.things).containsKey(origin.key());
                    assertThat(was).as("what was dealt with comes back for news only, which only requests have here")
                            .satisfiesAnyOf(state -> assertThat(state).isIn(null, State.GONE),
                                    state -> assertThat(source).isSameAs(open));
                    assertThat(item.stoodIn()).isZero();
                    carried.remove(id);
                }
            });
            boolean full = after.size() == Agenda.MOST;
            open.things.forEach((key, newsAt) -> {
                boolean named = after.values().stream().anyMatch(item -> item.origin() != null
                        && item.origin().key().equals(key));
                assertThat(named || full).as(key).isEqualTo(full || !dealtWithSince(key, newsAt));
            });
            isInOrder();
        }

        private boolean dealtWithSince(String key, Instant newsAt) {
            return Objects.requireNonNull(jdbc.queryForObject("""
                    select count(*) from cadence_item where cadence_id = ? and source_key = ?
                    and state in ('DONE', 'DROPPED') and ended_at >= ?
                    """, Integer.class, cadence.facts().id().value(), key, newsAt.atOffset(UTC))) > 0;
        }

        private void recorded(Session session, boolean held) {
            List<Stood> record = items.of(workspace(), session.facts().id());
            assertThat(record).extracting(stood -> stood.item().id()).doesNotHaveDuplicates();
            assertThat(record).extracting(Stood::position)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, record.size()).boxed().toList());
            Map<ItemId, AgendaItem> there = byId();
            assertThat(record.stream().filter(stood -> stood.outcome() == Outcome.CARRIED)
                    .map(stood -> stood.item().id()).toList())
                    .containsExactlyElementsOf(held
                            ? items.open(workspace(), cadence.facts().id()).stream()
                                    .map(AgendaItem::id).toList()
                            : List.of());
            assertThat(record.stream().filter(stood -> stood.outcome() != Outcome.CARRIED)
                    .collect(Collectors.toMap(stood -> stood.item().id(), stood -> stood.outcome().name())))
                    .isEqualTo(dealtWith.stream().collect(Collectors.toMap(Function.identity(),
                            id -> Objects.requireNonNull(ledger.get(id)).name())));
            if (held) {
                there.keySet().forEach(id -> carried.merge(id, 1, Integer::sum));
            }
            there.forEach((id, item) -> assertThat(item.stoodIn()).isEqualTo(carried.getOrDefault(id, 0)));
            dealtWith.clear();
        }

        /** Nothing was lost, and everything has its place. */
        private void isInOrder() {
            List<AgendaItem> there = items.open(workspace(), cadence.facts().id());
            assertThat(there).extracting(AgendaItem::position)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, there.size()).boxed().toList());
            assertThat(there).extracting(AgendaItem::id).containsExactlyInAnyOrderElementsOf(ledger.entrySet().stream()
                    .filter(each -> each.getValue() == State.OPEN).map(Map.Entry::getKey).toList());
            Map<ItemId, State> kept = new HashMap<>();
            jdbc.query("select id, state from cadence_item where cadence_id = ?", row -> {
                kept.put(new ItemId(row.getObject(1, UUID.class)), State.valueOf(row.getString(2)));
            }, cadence.facts().id().value());
            assertThat(kept).isEqualTo(ledger);
        }

        private void change(Consumer<Agenda> change) {
            in(() -> {
                Agenda agenda = items.agenda(workspace(), cadence.facts().id());
                try {
                    change.accept(agenda);
                } catch (Refused full) {
                    assertThat(agenda.open()).hasSize(Agenda.MOST);
                }
                items.save(workspace(), agenda);
            });
        }

        private void hears(Session session, Kind kind) {
            hear(fill, cadence, session, kind, now);
        }

        private Map<ItemId, AgendaItem> byId() {
            return items.open(workspace(), cadence.facts().id()).stream()
                    .collect(Collectors.toMap(AgendaItem::id, Function.identity()));
        }

        private static void anyOf(@Nullable ItemId id, Consumer<ItemId> doing) {
            if (id != null) {
                doing.accept(id);
            }
        }
    }

    /** A feature with things that come, change and go. */
    private static final class Fake implements AgendaSource {
        private final String name;
        private final boolean news;
        private final Map<String, Instant> things = new TreeMap<>();
        private @Nullable AgendaQuery asked;

        Fake(String name, boolean news) {
            this.name = name;
            this.news = news;
        }

        void says(String key, Instant newsAt) {
            things.put(key, newsAt);
        }

        void changes(Random random, Instant now) {
            String key = "AP-" + random.nextInt(6);
            if (!things.containsKey(key) || random.nextInt(3) == 0) {
                things.put(key, now);
            } else {
                things.remove(key);
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String title() {
            return name;
        }

        @Override
        public boolean tellsNews() {
            return news;
        }

        @Override
        public List<AgendaEntry> entries(AgendaQuery query) {
            asked = query;
            List<AgendaEntry> entries = new ArrayList<>();
            things.forEach((key, newsAt) -> {
                if (!news || !newsAt.isBefore(query.since())) {
                    entries.add(new AgendaEntry(key, key, "said", null, 0, newsAt));
                }
            });
            return entries;
        }
    }

    private FillAgenda fill(List<AgendaSource> some) {
        return new FillAgenda(some, items, sessions, holidays, transactions);
    }

    private void hear(FillAgenda fill, Cadence cadence, Session session, Kind kind, Instant at) {
        in(() -> fill.heard(cadence, session, new SessionHappening(kind, null, at, List.of(), null)));
    }

    private void held(Session session) {
        in(() -> {
            session.start(LEAD, session.startsAt());
            session.close(LEAD, session.startsAt().plus(Duration.ofMinutes(20)));
            sessions.save(session);
        });
    }

    private Session prepared(Cadence cadence, LocalDateTime planned) {
        Session there = sessions.find(workspace(), cadence.facts().id(), planned).orElse(null);
        if (there != null) {
            return there;
        }
        var id = new SessionId(UuidCreator.getTimeOrderedEpoch());
        in(() -> sessions.add(Session.prepare(new Session.Facts(id, workspace(), cadence.facts().id(), false), planned,
                planned.toInstant(UTC), PM.id(), planned.toInstant(UTC).minus(Duration.ofDays(7)))));
        return sessions.find(workspace(), id).orElseThrow();
    }

    private AgendaItem add(Cadence cadence, String title) {
        return agendas.add(workspace(), cadence.facts().id(), "key " + title, PM.id(), new Said(title, "", 0), null);
    }

    private List<String> titles(Cadence cadence) {
        return items.open(workspace(), cadence.facts().id()).stream().map(AgendaItem::title).toList();
    }

    private Cadence cadence(Template template) {
        return create.create(workspace(), UUID.randomUUID().toString(), PM.id(), rules(template));
    }

    private Rules rules(Template template) {
        return new Rules("Decisions", template, false, slack.channel("#general").id(), null,
                Recurrence.of(monday.atTime(10, 0), UTC, "FREQ=WEEKLY;BYDAY=TU"), new AfterDowntime.Skip(),
                Duration.ofMinutes(30), new People(List.of(PM.id(), SELLER.id()), List.of()), List.of(),
                Lead.days(1), null, List.of(), List.of());
    }

    private void in(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> work.run());
    }

    private WorkspaceId workspace() {
        return slack.workspace();
    }
}
