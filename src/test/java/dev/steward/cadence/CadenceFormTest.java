package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.steward.cadence.CadenceForm.Shown;
import dev.steward.cadence.Draft.Turns;
import dev.steward.cadence.FormMemory.Changes;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.Occurrence;
import dev.steward.schedule.OnHoliday;
import dev.steward.schedule.Recurrence;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** What the form of a cadence keeps while it is redrawn, and that it never outgrows what Slack takes. */
class CadenceFormTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @EnumSource(Template.class)
    void whatIsNotShownIsRememberedWithFewFieldsAndWithAll(Template template) {
        for (boolean more : List.of(false, true)) {
            Draft draft = full(template);
            View view = view(draft, more);
            FormMemory memory = FormMemory.read(view.getPrivateMetadata()).orElseThrow();
            Map<String, List<String>> all = FormChoices.fields(draft);
            Draft read = FormChoices.draft(CadenceForm.read(holding(all, memory), view, memory), ZoneId.of("UTC"));
            assertThat(read).isEqualTo(draft);
            assertThat(view.getPrivateMetadata().length()).isLessThan(3_000);
            assertThat(view.getBlocks()).hasSizeLessThan(30);
            assertThat(view.getBlocks().stream().map(LayoutBlock::getBlockId)).doesNotHaveDuplicates();
        }
    }

    @Test
    void aTemplateFillsInWhatIsUsualAndLeavesWhatSomebodyChose() {
        Draft draft = Draft.of(Template.ROADMAP_REVIEW, BERLIN, new ChannelId("C1"));
        Draft other = draft.when("fridays at 9:00").from(Template.DECISION_REVIEW);
        assertThat(other.title()).isEqualTo("Decision review");
        assertThat(other.when()).isEqualTo("fridays at 9:00");
        assertThat(other.duration()).isEqualTo(Template.DECISION_REVIEW.duration());
        assertThat(other.preRead()).isNull();
        assertThat(draft.from(Template.WEEKLY_UPDATE).from(Template.ROADMAP_REVIEW)).usingRecursiveComparison()
                .ignoringFields("questions").isEqualTo(draft);
    }

    @Test
    void whatSomebodyMadeUpIsNoMemory() {
        assertThat(FormMemory.read("")).isEmpty();
        assertThat(FormMemory.read("x")).isEmpty();
        assertThat(FormMemory.read("1 NOTHING m few")).isEmpty();
        assertThat(FormChoices.draft(Map.of("template", List.of("X"), "zone", List.of("X/Y"), "duration", List.of("-1"),
                "agenda", List.of("9 years"), "missed", List.of("never"), "area", List.of("?")), BERLIN))
                .satisfies(draft -> {
                    assertThat(draft.template()).isEqualTo(Template.BLANK);
                    assertThat(draft.zone()).isEqualTo(BERLIN);
                    assertThat(draft.area()).isNull();
                });
    }

    @Test
    void thisAndFollowingBeginsWithTheChosenOneWhereverClocksAndHolidaysAre() {
        Instant now = Instant.parse("2026-10-12T08:00:00Z");
        Recurrence tuesdays = Recurrence.of(LocalDateTime.parse("2026-10-13T10:00"), BERLIN, "FREQ=WEEKLY;BYDAY=TU")
                .onHoliday(OnHoliday.NEXT_WORKING_DAY).except(LocalDateTime.parse("2026-10-20T10:00"));
        HolidayCalendar holidays = day -> day.toString().equals("2026-10-27")
                ? Optional.of("A holiday")
                : Optional.empty();
        List<Occurrence> choices = Following.choices(tuesdays, holidays, now);
        Occurrence chosen = Following.chosen(choices, "2026-11-03T10:00").orElseThrow();
        assertThat(Following.begins(choices, chosen, tuesdays, now)).isEqualTo(Instant.parse("2026-11-02T23:00:00Z"));
        Recurrence changed = Following.with(
                Recurrence.of(LocalDateTime.parse("2026-11-03T16:00"), ZoneId.of("America/New_York"),
                        "FREQ=WEEKLY;BYDAY=TU"),
                choices, chosen);
        assertThat(changed.after(now, holidays).limit(4).map(Occurrence::at)).as("13 October, the holiday's other day, "
                + "not what was skipped; then the new ones").containsExactly(Instant.parse("2026-10-13T08:00:00Z"),
                        Instant.parse("2026-10-28T09:00:00Z"), Instant.parse("2026-11-03T21:00:00Z"),
                        Instant.parse("2026-11-10T21:00:00Z"));
        assertThat(Following.chosen(choices, "2026-10-20T10:00")).as("skipped").isEmpty();
    }

    @Test
    void lengthsAreReadAndSaid() {
        for (int minutes = 1; minutes <= 3 * 24 * 60; minutes++) {
            Duration length = Duration.ofMinutes(minutes);
            assertThat(Length.parse(Length.words(length))).contains(length);
        }
        assertThat(Length.parse("1.5 hours")).contains(Duration.ofMinutes(90));
        assertThat(Length.parse("half an hour")).contains(Duration.ofMinutes(30));
        assertThat(Length.parse("an hour and a half")).contains(Duration.ofMinutes(90));
        assertThat(Length.parse("0 minutes")).isEmpty();
        assertThat(Length.parse("99 days")).isEmpty();
        assertThat(Length.parse("soon")).isEmpty();
    }

    /** With as much in it as may be. */
    private static Draft full(Template template) {
        boolean written = template.written() || template == Template.BLANK;
        List<UserId> people = IntStream.range(0, CheckDraft.MOST_FACILITATORS)
                .mapToObj(i -> new UserId("U0123456" + (100 + i)))
                .toList();
        String questions = String.join("\n",
                IntStream.range(0, Rules.QUESTIONS).mapToObj(i -> "\"".repeat(Rules.QUESTION))
                        .toList());
        return new Draft(template, written, "T".repeat(Rules.TITLE), "every monday at 9:00", BERLIN,
                new ChannelId("C1"),
                new People(people, List.of("S1", "S2")), Turns.THESE, people, Duration.ofMinutes(55), Lead.days(7),
                null, List.of(Lead.minutes(7), Lead.hours(2), Lead.days(3)), new AreaId(new UUID(1, 2)),
                OnHoliday.PREVIOUS_WORKING_DAY, new AfterDowntime.RunLate(Duration.ofMinutes(95)), questions);
    }

    private static View view(Draft draft, boolean more) {
        Map<String, String> from = new LinkedHashMap<>();
        from.put("2026-11-24T10:00", "From the next one");
        return CadenceForm.view(new Shown(
                new FormMemory(12, draft.template(), draft.written(), more, Map.of(),
                        Optional.of(new Changes(new CadenceId(new UUID(3, 4)), "1a2b3c4d"))),
                draft, "REV-123456789012345", "*Notice*", "Every Monday", "*The next ones*", List.of(), List.of(), from,
                null));
    }

    /** As Slack sends it: what each field holds that the form shows. */
    private static FormValues holding(Map<String, List<String>> fields, FormMemory memory) {
        return new FormValues() {
            @Override
            public @Nullable String value(String blockId) {
                return values(blockId).stream().findFirst().orElse(null);
            }

            @Override
            public List<String> values(String blockId) {
                List<String> found = new ArrayList<>();
                fields.forEach((key, values) -> {
                    if (CadenceForm.block(key, memory.turn()).equals(blockId)) {
                        found.addAll(values);
                    }
                });
                return found;
            }
        };
    }
}
