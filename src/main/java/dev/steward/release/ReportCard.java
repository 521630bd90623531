package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import org.jspecify.annotations.Nullable;

import dev.steward.release.Arrival.Fate;
import dev.steward.release.Arrival.Place;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** What became of a release's announcement, for whoever answers for it. Pure: equal states give equal messages. */
final class ReportCard {
    static final Press<ReleaseId> AGAIN = Press.of("release.report.again", IdCodecs.RELEASE);
    static final Press<CopyAsShown> SKIP = Press.of("release.report.skip", CopyAsShown.CODEC);
    static final Press<ReleaseId> ALL = Press.of("release.report.all", IdCodecs.RELEASE);
    static final Press<ReleaseId> QUESTIONS = Press.of("release.report.questions", IdCodecs.RELEASE);
    static final Press<ReleaseId> HISTORY = Press.of("release.history", IdCodecs.RELEASE);
    static final String BETWEEN = "  ·  ";
    private static final int TROUBLES = 5;
    private static final int AUDIENCES = 8;
    private static final int SHOWN = 4;

    private ReportCard() {}

    /**
     * All that it shows.
     *
     * @param lastEdit  who made the newest edition and when; null while there is one only
     * @param retracted who retracted it and when; null where nobody did
     * @param readers   by audience, most first
     * @param digests   how many channels have it in a digest
     */
    record Report(Release release, Arrival arrival, @Nullable Done lastEdit, @Nullable Done retracted,
            List<Readership> readers, int openQuestions, int otherQuestions, int digests) {}

    /** @param by null: nobody, by itself */
    record Done(@Nullable UserId by, Instant at) {}

    /**
     * Who got it.
     *
     * @param audience its name, as typed; null for channels of none
     * @param latest   how many of them have read the newest edition
     */
    record Readership(@Nullable String audience, int readers, int latest, int outsiders) {}

    static Message of(Report report) {
        Release release = report.release();
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("release.report.what", "*" + release.facts().reference() + "*" + BETWEEN
                + Quoted.line(release.content().name(), 600)));
        blocks.add(TextBlocks.small("release.report.when", when(report)));
        String state = ArrivalText.of(release, report.arrival());
        blocks.add(TextBlocks.section("release.report.state", state));
        PublicLine.of(release).ifPresent(line -> blocks.add(TextBlocks.section("release.report.public", line)));
        List<Place> trouble = report.arrival().trouble();
        trouble.stream().limit(TROUBLES).forEach(place -> blocks.add(trouble(release, place)));
        if (trouble.size() > TROUBLES) {
            blocks.add(TextBlocks.small("release.report.more", "… and " + (trouble.size() - TROUBLES)
                    + " more under “Show all”"));
        }
        blocks.add(TextBlocks.section("release.report.readers", readers(report)));
        if (report.openQuestions() + report.otherQuestions() > 0) {
            blocks.add(TextBlocks.section("release.report.asked", "*Questions*: "
                    + (report.openQuestions() == 0 ? "none open" : "*" + report.openQuestions() + " open*")
                    + (report.otherQuestions() == 0 ? "" : BETWEEN + report.otherQuestions() + " settled")));
        }
        blocks.add(actions(row -> row.blockId("release.report.buttons").elements(buttons(report))));
        return new Message(release.facts().reference() + ": " + state.replace("*", ""), blocks);
    }

    private static String when(Report report) {
        Release release = report.release();
        List<String> parts = new ArrayList<>();
        Instant published = release.publishedAt();
        if (published != null) {
            parts.add("Published " + Phrases.time(published));
        }
        Done edit = report.lastEdit();
        if (edit != null) {
            parts.add("edition " + release.edition() + ", edited" + by(edit) + " " + Phrases.time(edit.at()));
        }
        Done retracted = report.retracted();
        if (retracted != null) {
            parts.add("*retracted*" + by(retracted) + " " + Phrases.time(retracted.at()));
        }
        if (report.digests() > 0) {
            parts.add("in the digest"
                    + (report.digests() == 1 ? " of 1 channel" : "s of " + report.digests() + " channels"));
        }
        parts.add("owner " + release.owner().mention());
        return String.join(BETWEEN, parts);
    }

    private static String by(Done done) {
        return done.by() == null ? "" : " by " + done.by().mention();
    }

    /** With a button where somebody can decide that it is not needed. */
    static LayoutBlock trouble(Release release, Place place) {
        String text = sign(place.fate()) + " " + place.channel().link() + "  " + reason(place);
        boolean canSkip = place.fate() == Fate.FAILED || place.fate() == Fate.UNSURE || place.fate() == Fate.PENDING;
        return section(s -> {
            s.blockId("release.report.place." + place.channel()).text(markdownText(text));
            return canSkip ? s.accessory(skip(release, place)) : s;
        });
    }

    /** A copy that is not where it should be. @param edition the release's then; 1 where an older button did not say */
    record CopyAsShown(ReleaseId release, ChannelId channel, int edition) {
        static final Codec<CopyAsShown> CODEC = Codec.of(
                copy -> List.of(copy.release(), copy.channel(), copy.edition()),
                in -> new CopyAsShown(new ReleaseId(in.id()), new ChannelId(in.word()),
                        in.countOr(1)));
    }

    private static ButtonElement skip(Release release, Place place) {
        ButtonElement skip = SKIP.numbered(place.channel()).button("Skip this channel",
                new CopyAsShown(release.facts().id(), place.channel(), release.edition()));
        skip.setConfirm(ConfirmationDialogObject.builder().title(plainText("Skip this channel?"))
                .text(plainText("It is not told of " + release.facts().reference() + ", now or later."
                        + (place.permalink() == null ? "" : " The copy that stands there is taken away.")))
                .confirm(plainText("Skip it")).deny(plainText("Keep trying")).build());
        return skip;
    }

    /** One line of the list of all. */
    static String line(Place place) {
        String reason = place.reason();
        return sign(place.fate()) + " " + place.channel().link()
                + (place.permalink() == null || place.fate() != Fate.DELIVERED
                        ? ""
                        : "  " + link(place.permalink(), "see it"))
                + (reason == null && place.fate() == Fate.DELIVERED ? "" : "  " + reason(place));
    }

    private static String reason(Place place) {
        String reason = place.reason();
        return switch (place.fate()) {
            case FAILED -> reason == null ? "It could not be sent." : reason;
            case UNSURE -> (reason == null ? "It may have arrived." : reason)
                    + " An admin decides: `/steward deliveries`.";
            case LEFT_BEHIND -> "It does not go there any more, but it still stands there. "
                    + (reason == null ? "" : reason);
            case PENDING -> reason == null ? "on the way" : "on the way. " + reason;
            case DELIVERED -> "";
            case NEVER_TOLD -> "was never told of it";
            case SKIPPED -> reason == null ? "skipped" : "skipped, but it still stands there. " + reason;
        };
    }

    private static String sign(Fate fate) {
        return switch (fate) {
            case FAILED, LEFT_BEHIND -> "✗";
            case UNSURE -> "?";
            case PENDING -> "…";
            case DELIVERED -> "✓";
            case SKIPPED, NEVER_TOLD -> "–";
        };
    }

    private static String readers(Report report) {
        int all = report.readers().stream().mapToInt(Readership::readers).sum();
        if (all == 0) {
            return "*Got it*: nobody yet";
        }
        int outsiders = report.readers().stream().mapToInt(Readership::outsiders).sum();
        int latest = report.readers().stream().mapToInt(Readership::latest).sum();
        List<String> parts = new ArrayList<>();
        report.readers().stream().limit(AUDIENCES).forEach(each -> parts.add(
                (each.audience() == null ? "other channels" : Mrkdwn.escape(each.audience(), 200)) + " "
                        + each.readers()));
        if (report.readers().size() > AUDIENCES) {
            parts.add("… " + (report.readers().size() - AUDIENCES) + " other audiences");
        }
        return "*Got it*: *" + all + "*"
                + (report.release().edition() > 1 ? " (" + latest + " since the last edit)" : "")
                + (report.readers().size() == 1 && report.readers().getFirst().audience() == null
                        ? ""
                        : BETWEEN + String.join(BETWEEN, parts))
                + (outsiders == 0 ? "" : BETWEEN + outsiders + " of other organisations");
    }

    private static List<BlockElement> buttons(Report report) {
        Release release = report.release();
        Arrival arrival = report.arrival();
        ReleaseId id = release.facts().id();
        List<BlockElement> buttons = new ArrayList<>();
        if (arrival.count(Fate.FAILED) + arrival.count(Fate.LEFT_BEHIND) > 0) {
            buttons.add(AGAIN.primary("Try again", id));
        }
        if (arrival.places().size() >= SHOWN) {
            buttons.add(ALL.button("Show all", id));
        }
        if (report.openQuestions() + report.otherQuestions() > 0) {
            buttons.add(QUESTIONS.button("Questions", id));
        }
        if (release.state() == State.PUBLISHED) {
            buttons.add(ReleasePage.EDIT.button("Edit", id));
        }
        buttons.add(HISTORY.button("History", id));
        if (release.state() == State.PUBLISHED) {
            buttons.add(ReleasePage.RETRACT.danger("Retract", id));
        }
        return buttons;
    }

    /** @param url as Slack gave it */
    static String link(String url, String label) {
        return "<" + url.replace("&", "&amp;") + "|" + label + ">";
    }
}
