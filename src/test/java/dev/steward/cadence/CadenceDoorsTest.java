package dev.steward.cadence;

import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.steward.cadence.AgendaItem.Said;
import dev.steward.sandbox.ForgedPress;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.slack.Actor;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** Every button and every form there is, pressed and sent by those who may not, and with values that somebody made up. */
@SandboxTest
class CadenceDoorsTest {
    private static final String SECRET = "Layoffs";
    private static final List<String> KEPT = List.of("cadence_item", "cadence", "cadence_session", "cadence_decision",
            "cadence_ask", "cadence_action", "cadence_swap");

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private List<SlackFeature> features;
    @Autowired
    private CreateCadence create;
    @Autowired
    private ChangeAgenda agendas;
    @Autowired
    private RunMeeting run;
    @Autowired
    private ChangeAction actions;
    @Autowired
    private Sessions sessions;
    @Autowired
    private JdbcTemplate jdbc;

    /** What a value may claim. */
    private final List<String> claims = new ArrayList<>();

    /** A meeting that runs with an item and an action, one that is to come, and a written one that asks. */
    @BeforeEach
    void thereIsMuchToSee() {
        LocalDate monday = LocalDate.ofInstant(slack.clock().instant(), UTC)
                .with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        slack.clock().to(monday.atTime(9, 0).toInstant(UTC));
        Actor maya = new Actor(slack.workspace(), PM.id(), "T0FERNHILL", Role.MEMBER);
        Cadence runs = weekly(monday, false);
        AgendaItem item = agendas.add(slack.workspace(), runs.facts().id(), "item", PM.id(), new Said(SECRET, "", 0),
                null);
        Cadence written = weekly(monday, true);
        Cadence comes = weekly(monday, false);
        slack.clock().to(monday.plusDays(1).atTime(10, 0, 30).toInstant(UTC));
        Session running = open(runs);
        run.start(maya, SessionSnapshot.of(running));
        Action action = actions.note(maya, "action", running.facts().id(),
                new ChangeAction.Said(SECRET, PM.id(), monday.plusDays(5)));
        for (Cadence cadence : List.of(runs, written, comes)) {
            claims.add(cadence.facts().id().value().toString());
            String session = open(cadence).facts().id().value().toString();
            claims.add(session);
            claims.add(session + " " + item.id().value());
            claims.add(session + " people 0");
            for (MeetingButtons.More what : MeetingButtons.More.values()) {
                claims.add(what.name() + " " + session);
            }
            for (String mode : List.of("ASK ", "SET ", "TAKE ")) {
                claims.add(mode + session);
            }
            claims.add(session + " 0");
        }
        claims.add(action.facts().id().toString());
        jdbc.queryForList("select id::text from cadence_ask", String.class).forEach(claims::add);
    }

    /** The dispatcher refuses whom a route does not admit, before its handler: {@code WhoMayTest} proves it. */
    @Test
    void noDoorAdmitsGuestsOrPeopleOfOtherOrganisations() {
        assertThat(features.stream().flatMap(feature -> feature.routes().stream())
                .filter(route -> route.toString().contains("cadence")))
                .hasSizeGreaterThan(50)
                .allSatisfy(route -> assertThat(route.access().admits(Role.GUEST)).as(route.toString())
                        .isFalse());
    }

    /** By Slack, through the dispatcher, with the values that its own buttons carry. */
    @Test
    void peopleOfOtherOrganisationsSeeAndChangeNothing() throws Exception {
        List<String> before = kept();
        var forged = new ForgedPress(slack, "T0FERNHILL");
        int pressed = 0;
        for (Route route : features.stream().flatMap(feature -> feature.routes().stream()).toList()) {
            if (route instanceof Route.Action(var id, var access, var handler) && id.startsWith("cadence.")) {
                forged.press(OUTSIDER, "T0ACME0000", slack.id("#customer-acme"), id,
                        claims.get(pressed++ % claims.size()));
            }
        }
        assertThat(pressed).isGreaterThan(40);
        assertThat(kept()).isEqualTo(before);
        slack.as(OUTSIDER).in("#customer-acme").seesNo(SECRET);
    }

    @Test
    void peopleOfAnotherWorkspaceSeeAndChangeNothing() {
        nothing(new Actor(new WorkspaceId(UUID.randomUUID()), PM.id(), "T0OTHER", Role.ADMIN));
    }

    /** Anybody adds to an agenda; all else is for those who take part, lead, or look after it. */
    @Test
    void whoTakesNoPartChangesNothing() {
        Actor other = new Actor(slack.workspace(), SUPPORT.id(), "T0FERNHILL", Role.MEMBER);
        List<String> before = kept();
        for (String claim : claims) {
            for (String typed : List.of("Something", SELLER.id().value(), "2030-01-01")) {
                everything(other, claim, typed, (what, reply) -> {
                });
            }
        }
        List<String> after = kept();
        assertThat(after.subList(1, after.size())).isEqualTo(before.subList(1, before.size()));
        assertThat(jdbc.queryForList(
                "select distinct state || added_by || title from cadence_item where title <> '" + SECRET + "'",
                String.class)).allSatisfy(item -> assertThat(item).startsWith("OPEN" + SUPPORT.id()));
        assertThat(jdbc.queryForObject("select state from cadence_item where title = '" + SECRET + "'", String.class))
                .isEqualTo("OPEN");
    }

    @Test
    void whatSomebodyMadeUpIsAnsweredInWords() {
        Actor maya = new Actor(slack.workspace(), PM.id(), "T0FERNHILL", Role.ADMIN);
        List<String> before = kept();
        List<@Nullable String> madeUp = new ArrayList<>(List.of("", " ", "x", "x y z", "of/x", "0 0", "1 BLANK w few",
                UUID.randomUUID().toString(), UUID.randomUUID() + " " + UUID.randomUUID(),
                "SKIP " + UUID.randomUUID(), "ASK x", UUID.randomUUID() + " people 999999", "<!channel>"));
        madeUp.add(null);
        for (@Nullable
        String value : madeUp) {
            everything(maya, value, "made up",
                    (what, reply) -> assertThat(reply).as(what + " of " + value).isNotNull());
        }
        assertThat(kept()).isEqualTo(before);
    }

    private void nothing(Actor actor) {
        List<String> before = kept();
        for (String claim : claims) {
            for (String typed : List.of(claim, SELLER.id().value(), "2030-01-01")) {
                everything(actor, claim, typed,
                        (what, reply) -> assertThat(reply.toString()).as(what + " of " + claim).doesNotContain(SECRET));
            }
        }
        assertThat(kept()).isEqualTo(before);
    }

    private interface Seen {
        void reply(String what, Reply reply);
    }

    private void everything(Actor actor, @Nullable String value, String typed, Seen seen) {
        FormValues values = values(typed);
        View view = View.builder().type("modal").privateMetadata(value).blocks(List.of()).build();
        int doors = 0;
        for (Route route : features.stream().flatMap(feature -> feature.routes().stream()).toList()) {
            boolean admitted = route.access().admits(actor.role());
            if (route instanceof Route.Action(var id, var access, var handler) && id.startsWith("cadence.")) {
                for (View in : admitted ? new View[]{null, view} : new View[0]) {
                    seen.reply(id,
                            handler.handle(new ActionRequest(actor, UUID.randomUUID().toString(), id, "block", value,
                                    null, in, values, null, slack.clock().instant())));
                }
                doors++;
            } else if (route instanceof Route.Submission(var id, var access, var handler)
                    && id.startsWith("cadence.")) {
                if (admitted) {
                    seen.reply(id, handler
                            .handle(new SubmissionRequest(actor, UUID.randomUUID().toString(), id, view, values)));
                }
                doors++;
            }
        }
        assertThat(doors).isGreaterThan(50);
    }

    private static FormValues values(String typed) {
        return new FormValues() {
            @Override
            public String value(String blockId) {
                return typed;
            }

            @Override
            public List<String> values(String blockId) {
                return List.of(typed);
            }
        };
    }

    private List<String> kept() {
        slack.settles();
        return KEPT.stream().map(table -> table + jdbc.queryForList("select t::text from " + table + " t order by 1",
                String.class)).toList();
    }

    private Session open(Cadence cadence) {
        return sessions.open(slack.workspace(), cadence.facts().id()).getFirst();
    }

    private Cadence weekly(LocalDate monday, boolean written) {
        return create.create(slack.workspace(), UUID.randomUUID().toString(), PM.id(),
                new Rules(SECRET, Template.BLANK, written, slack.channel("#general").id(), null,
                        Recurrence.of(monday.atTime(10, 0), UTC, "FREQ=WEEKLY;BYDAY=TU"), new AfterDowntime.Skip(),
                        Duration.ofMinutes(60), new People(List.of(PM.id(), SELLER.id()), List.of()), List.of(),
                        Lead.days(1), null, List.of(), written ? List.of("What?") : List.of()));
    }
}
