package dev.steward.policy;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewTitle;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import com.slack.api.model.view.View;

import dev.steward.policy.DryRun.Compared;
import dev.steward.slack.Codec;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;

/** What there is to look at of policies: a version, the history, what was saved, what a change would do. */
final class PolicyViews {
    static final Press<Long> SHOW = Press.of("policy.show", Codec.of(List::of, Codec.Words::number));
    static final Press<Restoring> RESTORE = Press.of("policy.restore", Restoring.CODEC);

    private static final int LINES = 15;
    private static final int SECTION = 2_900;
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private PolicyViews() {}

    /**
     * A version that is to be in force again.
     *
     * @param instead the one in force when this was shown; 0 for a button of an earlier Steward, which does not say
     */
    record Restoring(long number, long instead) {
        static final Codec<Restoring> CODEC = Codec.of(one -> List.of(one.number(), one.instead()),
                in -> new Restoring(in.number(), in.numberOr(0)));
    }

    /** A version and, where it is not the first, what it changed. */
    record Step(Kept kept, List<String> changes) {}

    static View version(Kept kept, PolicyVersion version, boolean inForce) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(context(row -> row.blockId("policy.version").elements(List.of(markdownText(
                "Version " + kept.number() + (inForce ? ", in force" : "") + ". " + origin(kept) + ".")))));
        for (String chunk : PolicyForm.chunks(version.source(), SECTION)) {
            blocks.add(RichTextBlock.builder().elements(List.of(RichTextPreformattedElement.builder()
                    .elements(List.of(RichTextSectionElement.Text.builder().text(chunk).build())).build())).build());
        }
        return toRead("Policy", blocks);
    }

    /**
     * @param mayChange whether earlier versions have a button that restores them
     * @param notice    what stands above them; may be empty
     */
    static View history(List<Step> steps, boolean more, boolean mayChange, List<LayoutBlock> notice) {
        List<LayoutBlock> blocks = new ArrayList<>(notice);
        long inForce = steps.getFirst().kept().number();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            long number = step.kept().number();
            String words = "*Version " + number + "*" + (i == 0 ? ", in force" : "") + "\n" + origin(step.kept())
                    + list(step.changes());
            blocks.add(section(row -> row.blockId("policy.step." + number).text(markdownText(words))));
            List<BlockElement> buttons = new ArrayList<>();
            buttons.add(SHOW.numbered(number).button("Show", number));
            if (i > 0 && mayChange) {
                var confirm = ConfirmationDialogObject.builder().title(plainText("Restore version " + number + "?"))
                        .text(plainText("It becomes a new version, in force at once. Open requests keep theirs."))
                        .confirm(plainText("Restore")).deny(plainText("Cancel")).build();
                ButtonElement restore = RESTORE.numbered(number).button("Restore", new Restoring(number, inForce));
                restore.setConfirm(confirm);
                buttons.add(restore);
            }
            blocks.add(actions(row -> row.blockId("policy.step.do." + number).elements(buttons)));
        }
        if (more) {
            blocks.add(section(text -> text.text(markdownText("There are earlier ones: `show 1` shows the first."))));
        }
        return toRead("Policy: history", blocks);
    }

    static View saved(PolicyVersion before, PolicyVersion now, List<Finding> warnings) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(section(text -> text.blockId("policy.saved").text(markdownText(savedWords(before, now)))));
        if (!warnings.isEmpty()) {
            blocks.add(divider());
            blocks.add(section(text -> text.blockId("policy.warnings").text(markdownText("*Worth a second look*"
                    + list(warnings.stream().map(Finding::sentence).toList())))));
        }
        return toRead("Policy saved", blocks);
    }

    static String savedWords(PolicyVersion before, PolicyVersion now) {
        return "Version " + now.number() + " is in force. Requests that are open keep the version they began with."
                + list(Changes.between(before.policy(), now.policy()));
    }

    /** Above the form: what is worth a second look before it is saved. */
    static List<LayoutBlock> warnings(List<Finding> warnings) {
        return List.of(section(text -> text.blockId("policy.warnings").text(markdownText(
                ":warning: *Worth a second look before you save*"
                        + list(warnings.stream().map(Finding::sentence).toList())))));
    }

    /** Above the history: what was to be restored was chosen beside another version in force. */
    static List<LayoutBlock> moved(PolicyVersion now) {
        return List.of(section(text -> text.blockId("policy.moved").text(markdownText(
                "Nothing was restored: this was shown to you before version " + now.number() + " was in force"
                        + (now.by() == null ? "." : ", by " + now.by().mention() + ".")
                        + " Please look at the history as it is now."))));
    }

    /** Above the form: somebody else was faster. */
    static List<LayoutBlock> outrun(PolicyVersion base, PolicyVersion now) {
        String who = now.by() == null ? "Somebody else" : now.by().mention();
        return List.of(section(text -> text.blockId("policy.outrun").text(markdownText(":warning: *" + who
                + " changed the policy while you did*, it is at version " + now.number() + ":"
                + list(Changes.between(base.policy(), now.policy()))
                + "\nWhat you typed is still here. Saving it puts it in the place of theirs."))));
    }

    static View mistakes(List<String> sentences) {
        return toRead("Recent requests", List.of(section(text -> text.blockId("policy.mistakes").text(
                markdownText("*This has mistakes, so it cannot be tried yet*" + list(sentences))))));
    }

    static View tried(List<Compared> requests) {
        List<LayoutBlock> blocks = new ArrayList<>();
        long changed = requests.stream().filter(Compared::differs).count();
        blocks.add(section(text -> text.blockId("policy.tried").text(markdownText(requests.isEmpty()
                ? "Nobody has asked for anything yet, so there is nothing to try it on."
                : changed == 0
                        ? "All of the last " + requests.size() + " would be decided as they were."
                        : "*" + changed + " of the last " + requests.size() + "* would be decided by another rule."))));
        for (Compared one : requests) {
            String rules = one.differs()
                    ? "was “" + one.past().ruleName() + "”, now " + one.now()
                    : "“" + one.past().ruleName() + "”, as it was";
            blocks.add(section(text -> text.blockId("policy.tried." + one.past().reference()).text(markdownText("*"
                    + Mrkdwn.escape(one.past().reference()) + "* " + Mrkdwn.escape(one.past().asked(), 150) + "\n"
                    + (one.differs() ? ":arrows_counterclockwise: " : "") + Mrkdwn.escape(rules)))));
        }
        return toRead("Recent requests", blocks);
    }

    private static String origin(Kept kept) {
        String when = "<!date^" + kept.at().getEpochSecond() + "^{date_short_pretty} {time}|" + utc(kept.at()) + ">";
        String who = kept.by() == null ? "" : " by " + kept.by().mention();
        return switch (kept.origin()) {
            case DEFAULT -> "The policy Steward comes with, since " + when;
            case EDITED -> "Changed" + who + ", " + when;
            case IMPORTED -> "Imported from the configured file, " + when;
            case RESTORED -> "Version " + kept.restored() + " restored" + who + ", " + when;
        };
    }

    private static String utc(Instant at) {
        return UTC.format(at);
    }

    /** Lines with dots, as much as fits into a section. */
    private static String list(List<String> lines) {
        var list = new StringBuilder();
        for (String line : lines.subList(0, Math.min(lines.size(), LINES))) {
            String shown = "\n• " + Mrkdwn.escape(line, 400);
            if (list.length() + shown.length() > SECTION - 500) {
                break;
            }
            list.append(shown);
        }
        long shown = list.chars().filter(c -> c == '•').count();
        return shown < lines.size() ? list + "\nand " + (lines.size() - shown) + " more" : list.toString();
    }

    private static View toRead(String title, List<LayoutBlock> blocks) {
        return View.builder().type("modal").callbackId("policy.read")
                .title(viewTitle(t -> t.type("plain_text").text(title)))
                .close(viewClose(c -> c.type("plain_text").text("Close"))).blocks(blocks).build();
    }
}
