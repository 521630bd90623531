package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.steward.sandbox.Blocks.Element;
import dev.steward.sandbox.Choices.Choice;
import dev.steward.sandbox.SandboxReads.Shortcut;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/**
 * One person's Slack. What they do must work, unless {@link #tries()} stands before it. Fields are named by their labels, or by
 * the words of the block they stand in.
 */
public final class Person {
    private final SandboxSlack slack;
    private final UserId id;
    private final Map<String, Map<String, Field>> filled = new LinkedHashMap<>();
    private @Nullable ChannelId channel;
    private @Nullable String threadTs;
    private boolean home;
    private boolean trying;
    private Outcome last = Outcome.done(Duration.ZERO);

    Person(SandboxSlack slack, Who who) {
        this.slack = slack;
        this.id = who.id();
    }

    public UserId id() {
        return id;
    }

    // ---- going about

    /** Goes to a channel. */
    public Person in(String name) {
        return at(slack.id(name));
    }

    /** Goes to the direct messages with Steward. */
    public Person inDirectMessages() {
        return at(slack.channels.direct(id, Seed.BOT).id());
    }

    /** Goes to the direct messages with somebody. */
    public Person inDirectMessagesWith(Who other) {
        return at(slack.actions.opensDirectMessages(id, other.id()));
    }

    /** Opens a message's thread, to type there. */
    public Person inThreadOf(Shown message) {
        at(message.channel());
        threadTs = message.threadTs() == null ? message.ts() : message.threadTs();
        return this;
    }

    private Person at(ChannelId where) {
        channel = where;
        threadTs = null;
        home = false;
        return this;
    }

    /** The next thing done may fail; {@link #seesFailure} then says how. */
    public Person tries() {
        trying = true;
        return this;
    }

    // ---- doing

    /** Types a message or a slash command, and sends it. */
    public Person types(String text) {
        return did(slack.actions.types(id, here(), threadTs, text));
    }

    /** Types a message and says which it became. */
    public Shown says(String text) {
        types(text);
        JsonNode sent = last.message();
        assertThat(sent).as("the message typed").isNotNull();
        return new Shown(here(), Objects.requireNonNull(sent));
    }

    /** Opens Steward's Home tab. */
    public Person opensHome() {
        did(slack.actions.opensHome(id));
        home = true;
        return this;
    }

    /** Types into a field of the modal. A field that tells the app while typing does so. */
    public Person fills(String label, String text) {
        InModal found = find(label);
        Field held = remember(found, List.of(text));
        boolean tells = found.field().json().path("dispatch_action_config").path("trigger_actions_on").valueStream()
                .anyMatch(when -> when.stringValue("").equals("on_character_entered"));
        return tells ? use(found, held) : this;
    }

    /** Chooses in a select, radio buttons, checkboxes or pickers: what the option says, or a date, time or id. */
    public Person chooses(String label, String... what) {
        InModal found = find(label);
        return use(found, remember(found, Stream.of(what).map(one -> valueOf(found.field(), one)).toList()));
    }

    /** Types into a type-ahead field of the modal and takes the first choice that says it. */
    public Person picks(String label, String typed) {
        return picks(label, typed, typed);
    }

    /** As above, taking the choice that says {@code choice}. */
    public Person picks(String label, String typed, String choice) {
        InModal found = find(label);
        List<Choice> choices = asks(found, typed);
        Choice chosen = choices.stream().filter(one -> one.label().equals(choice)).findFirst()
                .or(() -> choices.stream().filter(one -> one.label().contains(choice)).findFirst())
                .orElseThrow(() -> new AssertionError("\"" + choice + "\" is not offered under " + label + ", but "
                        + choices.stream().map(Choice::label).toList()));
        return use(found, remember(found, List.of(chosen.value())));
    }

    /** What a type-ahead field offers. */
    public List<String> offered(String label, String typed) {
        return asks(find(label), typed).stream().map(Choice::label).toList();
    }

    /** Presses a button: in the modal when one is open, else in the Home tab when that is open, else in the channel. */
    public Person presses(String label) {
        return await("button \"" + label + "\"", () -> pressable(label)).get();
    }

    private Optional<Supplier<Person>> pressable(String label) {
        Optional<JsonNode> view = view();
        if (view.isPresent()) {
            return button(view.get().path("blocks"), label)
                    .map(button -> () -> use(new InModal(view.get(), button), Field.of(button.blockId(),
                            button.actionId(), valueOf(button, label))));
        }
        return visible().reversed().stream().filter(one -> hasButton(one, label)).findFirst()
                .map(message -> () -> presses(label, message));
    }

    /** Presses the button of this message. */
    public Person presses(String label, Shown message) {
        Element button = button(message.json().path("blocks"), label).orElseThrow(
                () -> new AssertionError("There is no button \"" + label + "\" in: " + message.text()));
        return did(slack.actions.uses(id, new Place.InMessage(message.channel(), message.ts()),
                Field.of(button.blockId(), button.actionId(), valueOf(button, label)), List.of()));
    }

    /** Submits the modal. */
    public Person submits() {
        JsonNode modal = modal();
        String viewId = Json.text(modal, "id");
        Outcome outcome = slack.actions.submits(id, viewId,
                List.copyOf(filled.getOrDefault(viewId, Map.of()).values()));
        return did(outcome);
    }

    /** Closes the modal on top. */
    public Person closes() {
        return did(slack.actions.closes(id, Json.text(modal(), "id"), false));
    }

    /** Closes the whole stack of modals. */
    public Person closesAll() {
        return did(slack.actions.closes(id, Json.text(modal(), "id"), true));
    }

    /** Closes whatever modals are open, if any. */
    public Person closesEverything() {
        return modals() > 0 ? closesAll() : this;
    }

    /** Chooses a shortcut by the name in the message's menu, on the message that follows. */
    public On usesShortcut(String name) {
        return message -> did(slack.actions.usesShortcut(id, callback(slack.reads.messageShortcuts(), name),
                message.channel(), message.ts()));
    }

    /** Chooses a shortcut from the lightning menu. */
    public Person usesGlobalShortcut(String name) {
        return did(slack.actions.usesShortcut(id, callback(slack.reads.globalShortcuts(), name)));
    }

    public On reacts(String emoji) {
        return message -> did(slack.actions.reacts(id, message.channel(), message.ts(), emoji));
    }

    public On unreacts(String emoji) {
        return message -> did(slack.actions.unreacts(id, message.channel(), message.ts(), emoji));
    }

    public Person edits(Shown message, String text) {
        return did(slack.actions.edits(id, message.channel(), message.ts(), text));
    }

    public Person deletes(Shown message) {
        return did(slack.actions.deletes(id, message.channel(), message.ts()));
    }

    public Shown uploads(String fileName, String mimeType, byte[] content, String comment) {
        did(slack.actions.uploads(id, here(), threadTs, fileName, mimeType, content, comment));
        return new Shown(here(), Objects.requireNonNull(last.message()));
    }

    // ---- seeing

    /** Waits until what is before their eyes says this: the modal, or the Home tab, or the channel with their own whispers. */
    public Person sees(String words) {
        try {
            Awaitility.await().atMost(SandboxSlack.PATIENCE).pollInterval(Duration.ofMillis(10))
                    .until(() -> screen().contains(words));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("\"" + words + "\" is not to be seen in: " + screen() + last.fieldErrors()
                    + "\nCalls: " + slack.calls().stream().limit(10).toList(), e);
        }
        return this;
    }

    /** Waits until all is sent, then sees this no more. */
    public Person seesNo(String words) {
        slack.settles();
        try {
            // a modal is drawn anew after the ack, and nothing says when
            Awaitility.await().atMost(SandboxSlack.PATIENCE).pollInterval(Duration.ofMillis(10))
                    .until(() -> !screen().contains(words));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("\"" + words + "\" is still to be seen in: " + screen(), e);
        }
        return this;
    }

    /** The modal on top has this title. */
    public Person seesModal(String title) {
        await("modal \"" + title + "\"", () -> top()
                .filter(modal -> Json.text(modal.path("title"), "text").equals(title)));
        return this;
    }

    public Person seesNoModal() {
        assertThat(top().map(Person::words)).as("an open modal; refused: " + last.fieldErrors()).isEmpty();
        return this;
    }

    /** The submission was refused with this under the field. */
    public Person seesFieldError(String label, String sentence) {
        Element field = find(label).field();
        assertThat(last.fieldErrors()).as("field errors").containsKey(field.blockId());
        assertThat(last.fieldErrors().get(field.blockId())).contains(sentence);
        return this;
    }

    /** What they tried last did not work, and Slack said so. */
    public Person seesFailure(String sentence) {
        assertThat(last.failure()).as("what Slack said").contains(sentence);
        return this;
    }

    /** What a field of the modal holds, as a person reads it; empty when nothing. */
    public String field(String label) {
        InModal found = find(label);
        JsonNode held = found.modal().path("state").path("values").path(found.field().blockId())
                .path(found.field().actionId());
        return held.path("value").isString()
                ? held.path("value").stringValue()
                : held.properties().stream().filter(entry -> !entry.getKey().equals("type"))
                        .map(entry -> entry.getValue().isString()
                                ? entry.getValue().stringValue()
                                : Shown.words(entry.getValue()))
                        .findFirst().orElse("");
    }

    /** The answer that only this person saw last, in the channel where they are. */
    public Shown whisper() {
        return await("message for their eyes only", () -> visible().reversed().stream().filter(Shown::ephemeral)
                .findFirst());
    }

    /** The modal on top, as Slack's view object. */
    public JsonNode modal() {
        return await("open modal", this::top);
    }

    /** How many modals are open. */
    public int modals() {
        return slack.reads.openViews(id).size();
    }

    /** What follows when it is known which message it is about. */
    @FunctionalInterface
    public interface On {
        Person on(Shown message);
    }

    // ---- how

    private Person did(Outcome outcome) {
        last = outcome;
        if (!trying) {
            assertThat(outcome.failure()).as("what Slack said went wrong; calls: %s",
                    slack.calls().stream().limit(5).toList()).isNull();
        }
        trying = false;
        return this;
    }

    private Person use(InModal found, Field used) {
        return did(slack.actions.uses(id, new Place.InView(found.viewId()), used,
                List.copyOf(filled.getOrDefault(found.viewId(), Map.of()).values())));
    }

    private Field remember(InModal found, List<String> values) {
        var field = new Field(found.field().blockId(), found.field().actionId(), values);
        filled.computeIfAbsent(found.viewId(), key -> new LinkedHashMap<>())
                .put(field.blockId() + "\n" + field.actionId(), field);
        slack.actions.keeps(id, found.viewId(), List.of(field));
        return field;
    }

    private List<Choice> asks(InModal found, String typed) {
        Choices choices = slack.actions.asks(id, new Place.InView(found.viewId()), found.field().blockId(),
                found.field().actionId(), typed);
        assertThat(choices.failure()).as("what the menu says").isNull();
        return choices.choices();
    }

    private static String valueOf(Element field, String said) {
        for (JsonNode option : options(field.json())) {
            if (Shown.readable(Json.text(option.path("text"), "text")).equals(said)) {
                return Json.text(option, "value");
            }
        }
        assertThat(options(field.json())).as("options that say \"" + said + "\"").isEmpty();
        return field.type().equals("button") ? Json.text(field.json(), "value") : said;
    }

    private static List<JsonNode> options(JsonNode element) {
        List<JsonNode> options = new ArrayList<>(element.path("options").values());
        element.path("option_groups").values().forEach(group -> options.addAll(group.path("options").values()));
        return options;
    }

    /** Waits for the field in the modal on top. */
    private InModal find(String label) {
        return await("field \"" + label + "\"",
                () -> top().flatMap(modal -> field(modal, label).map(field -> new InModal(modal, field))));
    }

    /** By its label; in a section by the section's words, or the placeholder. */
    private static Optional<Element> field(JsonNode view, String label) {
        Function<Element, String> words = element -> element.input() == null
                ? sectionOf(view, element.blockId())
                : Shown.readable(Json.text(element.input().path("label"), "text"));
        List<Element> fields = Blocks.elements(view.path("blocks"));
        return fields.stream().filter(element -> words.apply(element).equals(label)).findFirst()
                .or(() -> fields.stream().filter(element -> Json.text(element.json().path("placeholder"), "text")
                        .equals(label)).findFirst())
                .or(() -> fields.stream().filter(element -> words.apply(element).startsWith(label)).findFirst());
    }

    private static String sectionOf(JsonNode view, String blockId) {
        return view.path("blocks").valueStream().filter(block -> Json.text(block, "block_id").equals(blockId))
                .map(block -> Shown.readable(Json.text(block.path("text"), "text"))).findFirst().orElse("");
    }

    /** A button, or an overflow menu with such an option. */
    private static Optional<Element> button(JsonNode blocks, String label) {
        return Blocks.elements(blocks).stream()
                .filter(element -> element.type().equals("button")
                        ? Shown.readable(Json.text(element.json().path("text"), "text")).equals(label)
                        : element.type().equals("overflow") && options(element.json()).stream()
                                .anyMatch(option -> Json.text(option.path("text"), "text").equals(label)))
                .findFirst();
    }

    private static boolean hasButton(Shown message, String label) {
        return button(message.json().path("blocks"), label).isPresent();
    }

    private static String callback(List<Shortcut> shortcuts, String name) {
        return shortcuts.stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("There is no shortcut \"" + name + "\", but " + shortcuts))
                .callbackId();
    }

    private Optional<JsonNode> top() {
        List<JsonNode> open = slack.reads.openViews(id);
        return open.isEmpty() ? Optional.empty() : Optional.of(open.getLast());
    }

    private Optional<JsonNode> view() {
        return top().or(() -> home ? slack.reads.home(id) : Optional.empty());
    }

    private List<Shown> visible() {
        List<JsonNode> all = threadTs == null
                ? slack.reads.messages(id, here(), 200)
                : slack.reads.thread(id, here(), threadTs);
        return all.stream().map(json -> new Shown(here(), json)).toList();
    }

    private String screen() {
        return view().map(Person::words).orElseGet(() -> home
                ? ""
                : String.join("\n", visible().stream().map(Shown::everything).toList()));
    }

    private static String words(JsonNode view) {
        return Json.text(view.path("title"), "text") + "\n" + Shown.words(view.path("blocks")) + "\n"
                + Json.text(view.path("submit"), "text");
    }

    private ChannelId here() {
        return Objects.requireNonNull(channel, "Go to a channel first: in(\"#general\")");
    }

    private <T> T await(String what, Supplier<Optional<T>> found) {
        try {
            return Awaitility.await().atMost(SandboxSlack.PATIENCE).pollInterval(Duration.ofMillis(10))
                    .until(found::get, Optional::isPresent).orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("There is no " + what + ". To be seen: " + screen() + "\nCalls: "
                    + slack.calls().stream().limit(10).toList(), e);
        }
    }

    private record InModal(JsonNode modal, Element field) {
        String viewId() {
            return Json.text(modal, "id");
        }
    }
}
