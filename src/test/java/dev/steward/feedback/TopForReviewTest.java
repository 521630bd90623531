package dev.steward.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.agenda.AgendaEntry;
import dev.steward.agenda.AgendaQuery;
import dev.steward.feedback.Database.Ticking;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;

/** What reviews of what customers say talk about. */
class TopForReviewTest {
    private static final Instant LAST = Instant.parse("2026-12-01T09:00:00Z");

    private final Database database = Database.fresh();
    private final Ticking clock = (Ticking) database.the(Clock.class);
    private final TopForReview source = new TopForReview(database.the(JdbcClient.class), database.the(Areas.class));

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatMostCustomersWantComesFirstOfWhatIsNewOrGrew() {
        Area export = database.the(Areas.class).create(database.workspace, "Export", null, null);
        clock.set(LAST.minus(Duration.ofDays(30)));
        FeedbackItem old = say("The <!channel> export\nis broken", "Acme", export);
        FeedbackItem forgotten = say("Nobody asks again", "Acme", null);
        plus(forgotten, "Globex");
        plus(old, "Globex");
        plus(old, "Initech");
        clock.set(LAST.plus(Duration.ofDays(1)));
        say("Praise", null, null);
        plus(old, "Hooli");
        plus(old, "Globex");
        plus(old, null);
        FeedbackItem fresh = critical("We cannot log in");
        plus(fresh, "Acme");

        List<AgendaEntry> entries = entries(null, LAST, 20);

        assertThat(entries).extracting(AgendaEntry::title).containsExactly("FB-1 The <!channel> export is broken",
                "FB-4 We cannot log in", "FB-3 Praise");
        assertThat(entries).extracting(AgendaEntry::more).containsExactly(
                "*4 customers* and 1 other · *+2* since last time · Export",
                "*1 customer* · new · +3 Critical · Problem", "new");
        assertThat(entries).allSatisfy(entry -> assertThat(entry.newsAt()).isAfter(LAST));
        assertThat(entries(null, LAST, 1)).extracting(AgendaEntry::key).containsExactly("FB-1");
        assertThat(entries(export.id(), LAST, 20)).extracting(AgendaEntry::more)
                .containsExactly("*4 customers* and 1 other · *+2* since last time");
        assertThat(entries(new AreaId(UUID.randomUUID()), LAST, 20)).isEmpty();
        assertThat(entries(null, LAST.plus(Duration.ofDays(2)), 20)).isEmpty();
    }

    @Test
    void whatCountsForAnotherCountsThere() {
        clock.set(LAST.minus(Duration.ofDays(30)));
        FeedbackItem old = say("The export is broken", "Acme", null);
        clock.set(LAST.plus(Duration.ofDays(1)));
        FeedbackItem same = say("Export fails", "Globex", null);
        database.join(same.id(), old.id(), Examples.ANA, "Export fails");

        assertThat(entries(null, LAST, 20)).singleElement().satisfies(entry -> {
            assertThat(entry.key()).isEqualTo("FB-1");
            assertThat(entry.more()).isEqualTo("*2 customers* · *+1* since last time");
        });
    }

    /** There is nothing left to talk about. */
    @Test
    void whatWasErasedIsNotOnAnAgenda() {
        clock.set(LAST.plus(Duration.ofDays(1)));
        say("[erased]", null, null);
        say("Export fails", null, null);

        assertThat(entries(null, LAST, 20)).extracting(AgendaEntry::key).containsExactly("FB-2");
    }

    @Test
    void thereAreFiveAtMost() {
        clock.set(LAST.plus(Duration.ofDays(1)));
        for (int i = 0; i < 8; i++) {
            say("Words " + i, null, null);
        }
        assertThat(entries(null, LAST, 20)).extracting(AgendaEntry::key).containsExactly("FB-8", "FB-7", "FB-6", "FB-5",
                "FB-4");
    }

    private List<AgendaEntry> entries(@Nullable AreaId area, Instant since, int most) {
        Instant now = since.plus(Duration.ofDays(14));
        return source.entries(new AgendaQuery(database.workspace, area, new ChannelId("C1"), since, now, now, most));
    }

    private FeedbackItem say(String words, @Nullable String customer, @Nullable Area area) {
        return database.capture(words, Via.FORM, database.said(words, customer, area)).item();
    }

    private FeedbackItem critical(String words) {
        return database.capture(words, Via.FORM,
                new Said(words, null, null, null, Kind.PROBLEM, Importance.CRITICAL, null, Consent.YES, null)).item();
    }

    private void plus(FeedbackItem item, @Nullable String customer) {
        database.plus(item.id(), Examples.BEN,
                customer == null ? null : new CustomerChoice.Named(customer), "");
    }
}
