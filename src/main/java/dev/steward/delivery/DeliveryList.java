package dev.steward.delivery;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import org.jspecify.annotations.Nullable;

import dev.steward.delivery.Undelivered.Entry;
import dev.steward.delivery.Undelivered.Many;
import dev.steward.delivery.Undelivered.Place;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Press;

/** How {@code /steward deliveries} looks. Pure: what it shows is given to it. */
final class DeliveryList {
    static final Press<Pressed> AGAIN = Press.of("delivery.again", Pressed.CODEC);
    static final Press<Pressed> DROP = Press.of("delivery.drop", Pressed.CODEC);
    static final Press<Pressed> ARRIVED = Press.of("delivery.arrived", Pressed.CODEC);
    static final Press<Alike> ALL_AGAIN = Press.of("delivery.all.again", Alike.CODEC);
    static final Press<Alike> DROP_ALL = Press.of("delivery.all.drop", Alike.CODEC);
    static final Press<View> TURN = Press.of("delivery.turn", View.CODEC);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Map<Shelf, Long> counts;
    private final Map<UUID, Things.Thing> things;
    private final List<LayoutBlock> blocks = new ArrayList<>();
    private int row;

    private DeliveryList(Map<Shelf, Long> counts, Map<UUID, Things.Thing> things) {
        this.counts = counts;
        this.things = things;
    }

    /**
     * What was asked for: all shelves, or one of them from some place on. It travels in the buttons.
     *
     * @param shelf null: all
     */
    record View(@Nullable Shelf shelf, @Nullable Place after) {
        static final View ALL = new View(null, null);

        private static final Codec<View> CODEC = Codec.text(View::write, View::read);

        private String write() {
            return (shelf == null ? "ALL" : shelf.name()) + (after == null ? "" : "/" + after.at() + "/" + after.id());
        }

        private static View read(String value) {
            String[] parts = value.split("/");
            return new View(parts[0].equals("ALL") ? null : Shelf.valueOf(parts[0]),
                    parts.length < 3 ? null : new Place(instant(parts[1]), UUID.fromString(parts[2])));
        }
    }

    /** What a button is about: one message as it was shown. */
    record Pressed(View view, Shelf shelf, UUID id) {
        static final Codec<Pressed> CODEC = Codec.of(
                pressed -> List.of(pressed.shelf(), pressed.id(), pressed.view().write()),
                words -> new Pressed(Shelf.valueOf(words.word()), words.id(), View.read(words.word())));

        private Pressed(Shelf shelf, UUID id, View view) {
            this(view, shelf, id);
        }
    }

    /**
     * What a button is about: all messages that failed for one reason, as they were counted.
     *
     * @param until when the last of them failed; what failed later was not shown
     */
    record Alike(String failure, Instant until) {
        private static final Codec<Alike> CODEC = Codec.text(alike -> alike.until() + " " + alike.failure(),
                Alike::read);

        private static Alike of(Many many) {
            return new Alike(many.failure(), many.until());
        }

        private static Alike read(String value) {
            String[] parts = value.split(" ", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("It does not say what was shown");
            }
            return new Alike(parts[1], instant(parts[0]));
        }
    }

    private static Instant instant(String written) {
        try {
            return Instant.parse(written);
        } catch (DateTimeParseException foreign) {
            throw new IllegalArgumentException(foreign);
        }
    }

    /**
     * The list.
     *
     * @param pages   by shelf, the messages to show
     * @param more    the shelves that hold more than is shown
     * @param reasons what made several fail
     * @param told    what became of the button pressed last
     */
    static Message of(View view, Map<Shelf, Long> counts, Map<Shelf, List<Entry>> pages, List<Shelf> more,
            List<Many> reasons, Map<UUID, Things.Thing> things, @Nullable String told) {
        var list = new DeliveryList(counts, things);
        if (told != null) {
            list.blocks.add(context(line -> line.blockId("delivery.told").elements(List.of(markdownText(told)))));
        }
        if (counts.values().stream().allMatch(count -> count == 0)) {
            list.say("delivery.counts", "*Everything has been sent.* Nothing waits, nothing failed.");
            list.footer(view, Optional.empty());
            return new Message("Everything has been sent.", list.blocks);
        }
        list.say("delivery.counts", "*Deliveries*: " + list.headline());
        for (Shelf shelf : view.shelf() == null ? List.of(Shelf.values()) : List.of(view.shelf())) {
            var entries = pages.getOrDefault(shelf, List.of());
            if (!entries.isEmpty()) {
                list.blocks.add(divider());
                list.say("delivery.shelf." + shelf, title(shelf));
                if (shelf == Shelf.FAILED && view.after() == null) {
                    reasons.forEach(list::many);
                }
                entries.forEach(entry -> list.entry(entry, view));
            } else if (view.shelf() != null) {
                list.say("delivery.shelf." + shelf, "No more of these.");
            }
        }
        list.footer(view, more.isEmpty() ? Optional.empty() : Optional.of(list.turns(view, more, pages)));
        return new Message("Deliveries: " + list.headline().replace("*", ""), list.blocks);
    }

    private String headline() {
        var parts = new ArrayList<String>();
        long held = counts.getOrDefault(Shelf.HELD, 0L);
        long failed = counts.getOrDefault(Shelf.FAILED, 0L);
        long waiting = counts.getOrDefault(Shelf.WAITING, 0L);
        if (held > 0) {
            parts.add("*" + held + "* to check");
        }
        if (failed > 0) {
            parts.add("*" + failed + "* failed");
        }
        if (waiting > 0) {
            parts.add("*" + waiting + "* waiting");
        }
        return String.join("  ·  ", parts);
    }

    private static String title(Shelf shelf) {
        return switch (shelf) {
            case HELD -> "*To check*: Slack did not say whether these arrived. Only you can tell.";
            case FAILED -> "*Failed*: these are not tried any more.";
            case WAITING -> "*Waiting*: these go out by themselves.";
        };
    }

    private void entry(Entry entry, View view) {
        var pressed = new Pressed(view, entry.shelf(), entry.id());
        say("delivery." + entry.id(), about(entry) + "\n" + why(entry));
        List<BlockElement> buttons = new ArrayList<>();
        switch (entry.shelf()) {
            case HELD -> {
                if (!entry.expired()) {
                    buttons.add(press(AGAIN, "Send again", pressed, null));
                }
                buttons.add(press(ARRIVED, "It arrived", pressed, null));
            }
            case FAILED -> {
                if (!entry.expired()) {
                    buttons.add(press(AGAIN, "Send again", pressed, null));
                }
                buttons.add(press(DROP, "Drop", pressed, drop(entry)));
            }
            case WAITING -> {
                if (entry.attempts() > 0 && entry.next() != null && !entry.sending()) {
                    buttons.add(press(AGAIN, "Try now", pressed, null));
                }
                buttons.add(press(DROP, "Drop", pressed, drop(entry)));
            }
        }
        blocks.add(actions(line -> line.blockId("delivery.do." + entry.id()).elements(buttons)));
    }

    private String about(Entry entry) {
        var thing = things.get(entry.thing());
        String name = thing == null ? "*A message*" : "*" + thing.name() + "*";
        if (TellOfFailure.says(entry.label())) {
            name = thing == null ? "*News of a failure*" : "News of a failure: " + name;
        }
        String others = entry.more() == 0 ? "" : entry.more() == 1 ? " and one more" : " and " + entry.more() + " more";
        return name + others + " → " + Recipients.mrkdwn(entry.recipient()) + "  ·  "
                + (entry.shelf() == Shelf.FAILED ? "failed " : "since ") + when(entry.since());
    }

    private static String why(Entry entry) {
        String failure = String.valueOf(entry.failure());
        return switch (entry.shelf()) {
            case HELD -> Reasons.held(entry.recipient());
            case FAILED -> Reasons.of(failure);
            case WAITING -> {
                if (entry.sending()) {
                    yield "It is being sent right now.";
                }
                if (entry.attempts() == 0) {
                    yield "It waits for its turn.";
                }
                yield Reasons.whileWaiting(failure, entry.uncertain())
                        + (entry.attempts() == 1 ? " Tried once" : " Tried " + entry.attempts() + " times")
                        + (entry.next() == null ? "." : ", next try " + when(entry.next()) + ".");
            }
        };
    }

    private void many(Many many) {
        int number = ++row;
        long most = Math.min(many.count(), Decisions.MOST_AT_ONCE);
        say("delivery.many." + number, "*" + many.count() + " failed for one reason.* " + Reasons.of(many.failure()));
        blocks.add(actions(line -> line.blockId("delivery.many.do." + number).elements(List.of(
                ALL_AGAIN.numbered(number).button("Send all " + most + " again", Alike.of(many)),
                confirmed(DROP_ALL.numbered(number).button("Drop all " + most, Alike.of(many)),
                        confirm("Drop all " + most + "?",
                                "None of the messages that failed for this reason will be sent. This cannot be undone.",
                                "Drop all"))))));
    }

    private static ConfirmationDialogObject drop(Entry entry) {
        String what = entry.stands()
                ? "The card stays there as it looks now, and is not brought up to date any more."
                : entry.more() > 0
                        ? "It will not be sent, and neither will the others that are said with it."
                        : "It will not be sent.";
        return confirm("Drop this message?", what + " This cannot be undone.", "Drop");
    }

    private static ConfirmationDialogObject confirm(String title, String text, String yes) {
        return ConfirmationDialogObject.builder().title(plainText(title)).text(plainText(text))
                .confirm(plainText(yes)).deny(plainText("Keep")).style("danger").build();
    }

    private List<BlockElement> turns(View view, List<Shelf> more, Map<Shelf, List<Entry>> pages) {
        List<BlockElement> buttons = new ArrayList<>();
        for (Shelf shelf : more) {
            boolean turning = view.shelf() == shelf;
            Place after = turning ? pages.getOrDefault(shelf, List.of()).getLast().place() : null;
            String label = turning ? "More" : "All " + counts.get(shelf) + " " + switch (shelf) {
                case HELD -> "to check";
                case FAILED -> "failed";
                case WAITING -> "waiting";
            };
            buttons.add(turn(shelf.name(), label, new View(shelf, after)));
        }
        return buttons;
    }

    private void footer(View view, Optional<List<BlockElement>> turns) {
        List<BlockElement> buttons = new ArrayList<>(turns.orElse(List.of()));
        if (view.shelf() != null) {
            buttons.add(turn("back", "Back", View.ALL));
        }
        buttons.add(turn("fresh", "Refresh", view));
        blocks.add(divider());
        blocks.add(actions(line -> line.blockId("delivery.turns").elements(buttons)));
    }

    private static BlockElement turn(String which, String label, View to) {
        return TURN.numbered(which).button(label, to);
    }

    private static BlockElement press(Press<Pressed> press, String label, Pressed on,
            @Nullable ConfirmationDialogObject confirm) {
        return confirmed(press.numbered(on.id()).button(label, on), confirm);
    }

    private static ButtonElement confirmed(ButtonElement button, @Nullable ConfirmationDialogObject confirm) {
        button.setConfirm(confirm);
        return button;
    }

    private void say(String blockId, String mrkdwn) {
        blocks.add(section(s -> s.blockId(blockId).text(markdownText(mrkdwn))));
    }

    /** Shown by Slack in each reader's own time. */
    private static String when(Instant at) {
        return "<!date^" + at.getEpochSecond() + "^{date_short_pretty} {time}|" + DAY.format(at) + ">";
    }
}
