package dev.steward.release;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.externalSelect;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.staticSelect;
import static com.slack.api.model.block.element.BlockElements.usersSelect;
import static com.slack.api.model.view.Views.view;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.UserId;

/** The form of a place that drafts arrive from, and how it is read. */
final class SourceForm {
    static final String CALLBACK = "release.source";
    static final String NAME = "release.source.name";
    static final String OWNER = "release.source.owner";
    static final String MINUTES = "release.source.minutes";
    static final String TIER = "release.source.tier";
    static final String AREA = "release.source.area";
    private static final int CHOICES = 100;
    private static final Pattern NAMES = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._/@-]{0,59}");
    private static final List<OptionObject> TIERS = List.of(option(plainText("Tier 1 (major)"), "1"),
            option(plainText("Tier 2"), "2"), option(plainText("Tier 3 (minor)"), "3"));

    private SourceForm() {}

    /** What the form is about: a new source of a kind, or one that is there, in the version that was shown. Claims. */
    sealed interface About {
        record Fresh(Source.Kind kind) implements About {}

        record Known(SourceId id, long version) implements About {}

        Codec<About> CODEC = Codec.of(about -> switch (about) {
            case Fresh(var kind) -> List.of(kind);
            case Known(var id, var version) -> List.of(id, version);
        }, in -> {
            String first = in.word();
            return in.ended()
                    ? new Fresh(Source.Kind.valueOf(first))
                    : new Known(new SourceId(UUID.fromString(first)), in.number());
        });
    }

    /** What was typed. */
    record Typed(String name, @Nullable UserId owner, int minutes, int tier, @Nullable AreaId area) {}

    /** @param typed what to begin with */
    static View of(About about, Typed typed, List<Area> areas) {
        boolean fresh = about instanceof About.Fresh;
        return view(v -> v.type("modal").callbackId(CALLBACK).privateMetadata(About.CODEC.encode(about))
                .title(viewTitle(t -> t.type("plain_text").text(fresh ? "New source" : "Change source")))
                .submit(viewSubmit(s -> s.type("plain_text").text(fresh ? "Create" : "Save")))
                .close(viewClose(c -> c.type("plain_text").text("Cancel")))
                .blocks(List.of(
                        field(NAME, "Name", "What people call it here: a repository, a build, a tool.", false,
                                plainTextInput(text -> text.actionId(NAME).maxLength(60)
                                        .initialValue(typed.name().isEmpty() ? null : typed.name()))),
                        field(OWNER, "Whose are its drafts?", "They hear when one is ready, until it is published or "
                                + "discarded.", false,
                                usersSelect(user -> user.actionId(OWNER).placeholder(plainText("Choose a person"))
                                        .initialUser(typed.owner() == null ? null : typed.owner().value()))),
                        field(MINUTES, "What is one draft?", "What arrives within so many minutes of the first.", false,
                                plainTextInput(text -> text.actionId(MINUTES).maxLength(5)
                                        .initialValue(Integer.toString(typed.minutes())))),
                        field(TIER, "Tier of its drafts", null, false,
                                staticSelect(select -> select.actionId(TIER).options(TIERS)
                                        .initialOption(TIERS.get(typed.tier() - 1)))),
                        field(AREA, "Area of its drafts", null, true, areas(typed.area(), areas)))));
    }

    private static LayoutBlock field(String id, String label, @Nullable String hint, boolean optional,
            BlockElement element) {
        return input(block -> block.blockId(id).label(plainText(label)).hint(hint == null ? null : plainText(hint))
                .optional(optional).element(element));
    }

    private static BlockElement areas(@Nullable AreaId chosen, List<Area> areas) {
        OptionObject initial = areas.stream().filter(area -> area.id().equals(chosen)).findFirst()
                .map(SourceForm::choice).orElse(null);
        if (areas.isEmpty() || areas.size() > CHOICES) {
            return externalSelect(select -> select.actionId(AREA).minQueryLength(0)
                    .placeholder(plainText("Type to find one")).initialOption(initial));
        }
        return staticSelect(select -> select.actionId(AREA).placeholder(plainText("Choose one"))
                .options(areas.stream().map(SourceForm::choice).toList()).initialOption(initial));
    }

    private static OptionObject choice(Area area) {
        return option(plainText(Mrkdwn.cut(area.name(), 75)), area.id().toString());
    }

    /** Either what was typed, or a sentence for each field that cannot be taken. */
    record Read(@Nullable Typed typed, Map<String, String> mistakes) {}

    static Read read(FormValues values, List<Area> areas) {
        Map<String, String> mistakes = new LinkedHashMap<>();
        String name = value(values, NAME);
        if (!NAMES.matcher(name).matches()) {
            mistakes.put(NAME, "A name has letters, digits, spaces, dots, dashes, slashes and @, at most 60.");
        }
        String owner = value(values, OWNER);
        if (owner.isEmpty()) {
            mistakes.put(OWNER, "Choose somebody.");
        }
        String minutes = value(values, MINUTES);
        boolean fits = minutes.matches("\\d{1,5}") && Integer.parseInt(minutes) >= 1
                && Integer.parseInt(minutes) <= Source.MOST_MINUTES;
        if (!fits) {
            mistakes.put(MINUTES, "Write how many minutes, from 1 to " + Source.MOST_MINUTES + " (a week).");
        }
        String tier = value(values, TIER);
        String area = value(values, AREA);
        Optional<Area> known = areas.stream().filter(each -> each.id().toString().equals(area)).findFirst();
        if (!area.isEmpty() && known.isEmpty()) {
            mistakes.put(AREA, "There is no such area any more.");
        }
        return mistakes.isEmpty()
                ? new Read(new Typed(name, new UserId(owner), Integer.parseInt(minutes),
                        tier.matches("[123]") ? Integer.parseInt(tier) : Content.LEAST_TIER,
                        known.map(Area::id).orElse(null)), mistakes)
                : new Read(null, mistakes);
    }

    private static String value(FormValues values, String field) {
        String value = values.value(field);
        return value == null ? "" : value.strip();
    }

    /** What stands there for the moment until its secret does. */
    static View soon() {
        return says("Source", "One moment …");
    }

    /** @param address where to send to; null where nobody has told Steward its own address */
    static View secret(Source source, String secret, @Nullable String address, boolean rotated) {
        String where = address == null
                ? "Steward does not know its own address: whoever runs it sets `steward.public-url`. Below that it is\n```"
                        + HookEndpoint.PATH + source.id() + "```"
                : "Send what ships to\n```" + address + HookEndpoint.PATH + source.id() + "```";
        String how = source.kind() == Source.Kind.GITHUB
                ? "In GitHub, open the repository's or organisation's Settings, then Webhooks, then Add webhook. Choose "
                        + "`application/json`, and of the events only *Releases*."
                : "Sign each body with it. How, and what to send, is in Steward's guide, `docs/release-webhooks.md`.";
        return says(rotated ? "New secret" : "Source", "*" + Mrkdwn.escape(source.name()) + "*\n" + where
                + "\nThe secret, shown only now:\n```" + secret + "```\n" + how
                + (rotated ? "\nThe one before works for another hour." : ""));
    }

    /** Says something; closed, everything is. */
    static View says(String title, String mrkdwn) {
        View last = Modals.done(title, List.of(TextBlocks.section("release.source.says", mrkdwn)));
        last.setClearOnClose(true);
        return last;
    }
}
