package dev.steward.initiative;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.slack.api.model.block.LayoutBlock;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;

/** How an initiative looks to people. */
final class InitiativeView {
    static final Codec<InitiativeId> ID = Codec.of(List::of, in -> new InitiativeId(in.id()));
    static final Press<InitiativeId> EDIT = Press.of("initiative.edit", ID);
    /** So many changes are told of. */
    static final int STEPS = 5;
    private static final int FACTS = 10;
    private static final int FACT = 280;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private InitiativeView() {}

    /**
     * All there is to show.
     *
     * @param area  its area's name; null for none
     * @param steps all of them, the latest first
     * @param facts what features say about it, as mrkdwn
     */
    record Shown(Initiative initiative, @Nullable String area, List<Step> steps, List<String> facts) {}

    static Message of(Shown shown, boolean mayEdit) {
        Initiative initiative = shown.initiative();
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(text("initiative.name", title(initiative) + "\n" + progress(initiative.phase(), shown.steps())));
        blocks.add(section(row -> row.blockId("initiative.who").fields(List.of(
                markdownText("*Owner*\n" + initiative.owner().mention()),
                markdownText("*Area*\n" + (shown.area() == null ? "none" : Mrkdwn.escape(shown.area(), 500)))))));
        blocks.add(text("initiative.objective", "*Objective*\n" + (initiative.objective() == null
                ? "Nobody has said yet what it is for."
                : Mrkdwn.escape(initiative.objective(), 2_800))));
        if (!shown.facts().isEmpty()) {
            blocks.add(text("initiative.facts", shown.facts().stream().limit(FACTS)
                    .map(fact -> fact.length() > FACT ? Mrkdwn.MORE : fact).map(fact -> "• " + fact)
                    .collect(Collectors.joining("\n"))));
        }
        String steps = shown.steps().stream().limit(STEPS).map(InitiativeView::step).collect(Collectors.joining("\n"));
        if (!steps.isEmpty()) {
            blocks.add(context(row -> row.blockId("initiative.steps").elements(List.of(markdownText(steps)))));
        }
        if (mayEdit) {
            blocks.add(actions(row -> row.blockId("initiative.do")
                    .elements(List.of(EDIT.button("Edit", initiative.id())))));
        }
        return new Message(title(initiative) + ": " + initiative.phase().word(), blocks);
    }

    static String title(Initiative initiative) {
        return "*" + initiative.reference() + "* " + Mrkdwn.escape(initiative.name());
    }

    /** "✓ discovery → *definition* → execution → validation → done"; what was not gone through is not ticked. */
    static String progress(Phase phase, List<Step> steps) {
        Set<Phase> been = steps.stream().map(Step::from).filter(Objects::nonNull)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Phase.class)));
        Stream<Phase> path = phase == Phase.STOPPED
                ? Stream.concat(been.stream(), Stream.of(phase))
                : Stream.of(Phase.values()).filter(one -> one != Phase.STOPPED);
        return path.map(one -> one == phase
                ? "*" + one.word() + "*"
                : (one.compareTo(phase) < 0 && been.contains(one) ? "✓ " : "") + one.word())
                .collect(Collectors.joining(" → "));
    }

    private static String step(Step step) {
        String because = step.because() == null ? "" : " by " + Mrkdwn.escape(step.because(), 100);
        String by = step.by() == null ? "" : ", " + step.by().mention();
        String what = step.from() == null ? "Begun" : step.from().word() + " → " + step.to().word() + because;
        return day(step.at()) + ": " + what + by;
    }

    private static String day(Instant at) {
        return "<!date^" + at.getEpochSecond() + "^{date_short_pretty}|" + DAY.format(at) + ">";
    }

    private static LayoutBlock text(String blockId, String mrkdwn) {
        return section(row -> row.blockId(blockId).text(markdownText(mrkdwn)));
    }
}
