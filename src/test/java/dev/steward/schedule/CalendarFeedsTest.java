package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import dev.steward.schedule.CalendarOwner.OfMember;
import dev.steward.schedule.CalendarOwner.OfRitual;
import dev.steward.testing.TestDatabase;
import dev.steward.web.RefusalLog;
import dev.steward.web.UnknownSenders;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

class CalendarFeedsTest {
    private static final WorkspaceId ACME = new WorkspaceId(new UUID(1, 1));
    private static final UserId ANA = new UserId("U0ANA");
    private static final UserId BEN = new UserId("U0BEN");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final OfRitual REVIEW = new OfRitual("review", new UUID(2, 2));

    private final DataSource source = TestDatabase.create().dataSource();
    private final JdbcTemplate jdbc = new JdbcTemplate(source);
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final CalendarFeeds feeds = new CalendarFeeds(jdbc, clock);
    @SuppressWarnings("NullAway.Init")
    private MockMvc web;

    @BeforeEach
    void start() {
        Instance.migrate(source);
        jdbc.update("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (?, 'T1', 'Acme', 'A1', 'U1', 'B1', 'x', now())
                """, ACME.value());
        var sources = new StaticListableBeanFactory();
        sources.addBean("reviews", (CalendarSource) (workspace, owner) -> List.of(new CalendarEntry("1@steward",
                owner instanceof OfRitual ? "The review" : "Ana's review", "",
                Recurrence.of(LocalDateTime.parse("2026-11-24T10:00"), ZoneId.of("Europe/Berlin"), "FREQ=WEEKLY"),
                HolidayCalendar.NONE, Duration.ofHours(1), NOW)));
        var refusals = new RefusalLog(new SimpleMeterRegistry());
        web = MockMvcBuilders
                .standaloneSetup(new CalendarEndpoint(feeds, sources.getBeanProvider(CalendarSource.class),
                        new RitualHandlers(sources.getBeanProvider(RitualHandler.class)),
                        new UnknownSenders(1, refusals), refusals, clock))
                .build();
    }

    @Test
    void aCalendarProgramReadsItUntilItIsRevoked() throws Exception {
        String path = open(ACME, ANA, new OfMember(ANA));

        var answer = web.perform(get(path)).andExpect(status().isOk())
                .andExpect(content().contentType("text/calendar;charset=UTF-8"))
                .andExpect(header().string("Cache-Control", "max-age=900, private"))
                .andReturn().getResponse();
        assertThat(answer.getContentAsString()).contains("SUMMARY:Ana's review", "RRULE:FREQ=WEEKLY;BYDAY=TU");
        String tag = Objects.requireNonNull(answer.getHeader("ETag"));
        web.perform(get(path).header("If-None-Match", tag)).andExpect(status().isNotModified())
                .andExpect(content().string(""));

        Instant since = feeds.since(ACME, ANA, new OfMember(ANA)).orElseThrow();
        assertThat(feeds.revoke(ACME, ANA, new OfMember(ANA), since)).isTrue();
        assertThat(feeds.revoke(ACME, ANA, new OfMember(ANA), since)).isFalse();
        web.perform(get(path)).andExpect(status().isNotFound()).andExpect(content().string(""));
    }

    @Test
    void aNewAddressEndsTheOldOneOfTheSameFeedOnly() throws Exception {
        String mine = open(ACME, ANA, new OfMember(ANA));
        String old = open(ACME, ANA, REVIEW);
        String bens = open(ACME, BEN, REVIEW);
        String fresh = feeds.renew(ACME, ANA, REVIEW, feeds.since(ACME, ANA, REVIEW).orElseThrow()).orElseThrow()
                .path();

        web.perform(get(old)).andExpect(status().isNotFound());
        for (String path : List.of(mine, bens, fresh)) {
            web.perform(get(path)).andExpect(status().isOk());
        }
        assertThat(feeds.revokeAll(ACME, ANA)).isEqualTo(2);
        web.perform(get(bens)).andExpect(status().isOk());
    }

    /** Made at the same instant of the clock they are still two addresses. */
    @Test
    void onlyTheAddressThatWasShownIsRenewedOrRevoked() throws Exception {
        open(ACME, ANA, REVIEW);
        Instant first = feeds.since(ACME, ANA, REVIEW).orElseThrow();
        var second = feeds.renew(ACME, ANA, REVIEW, first).orElseThrow();

        assertThat(feeds.open(ACME, ANA, REVIEW)).isEmpty();
        assertThat(feeds.renew(ACME, ANA, REVIEW, first)).isEmpty();
        assertThat(feeds.revoke(ACME, ANA, REVIEW, first)).isFalse();
        assertThat(feeds.since(ACME, ANA, REVIEW)).contains(second.since());
        web.perform(get(second.path())).andExpect(status().isOk());
    }

    @Test
    void whatIsGuessedOrAlteredIsNotFound() throws Exception {
        String path = open(ACME, ANA, new OfMember(ANA));
        int at = path.length() - 10;
        String altered = path.substring(0, at) + (path.charAt(at) == 'A' ? 'B' : 'A') + path.substring(at + 1);

        for (String other : List.of(altered, "/calendar/x.ics", "/calendar/%00.ics",
                "/calendar/" + "A".repeat(64) + ".ics")) {
            web.perform(get(java.net.URI.create(other))).andExpect(status().isNotFound());
        }
        web.perform(get(path.replace("stw_", ""))).andExpect(status().isOk()); // as earlier versions wrote it
        assertThat(path).matches("/calendar/stw_[A-Za-z0-9_-]{64}\\.ics");
    }

    @Test
    void theSecretIsNotKept() {
        String token = open(ACME, ANA, REVIEW).substring("/calendar/stw_".length()).replace(".ics", "");
        byte[] secret = java.util.Arrays.copyOfRange(java.util.Base64.getUrlDecoder().decode(token), 16, 48);

        assertThat(jdbc.queryForObject("select hash from calendar_feed", byte[].class)).hasSize(32)
                .isNotEqualTo(secret);
    }

    @Test
    void aMembersFeedIsTheirOwnAndEndsWhenTheyLeave() throws Exception {
        assertThatThrownBy(() -> feeds.open(ACME, BEN, new OfMember(ANA))).isInstanceOf(IllegalArgumentException.class);

        String path = open(ACME, ANA, new OfMember(ANA));
        jdbc.update("""
                insert into member (workspace_id, user_id, team_id, name, zone, role, bot, deactivated, outsider)
                values (?, 'U0ANA', 'T1', 'Ana', 'UTC', 'MEMBER', false, true, false)
                """, ACME.value());
        web.perform(get(path)).andExpect(status().isNotFound());
    }

    private String open(WorkspaceId workspace, UserId member, CalendarOwner owner) {
        return feeds.open(workspace, member, owner).orElseThrow().path();
    }
}
