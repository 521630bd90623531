package dev.steward.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.Choices.Choice;
import dev.steward.sandbox.SandboxFeed.Change;
import dev.steward.sandbox.SandboxFeed.What;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/**
 * The page alone, on a stage: what it shows is set by the test, and what a person does on it is written down. So the page is
 * tested without an app, a database or a Slack.
 */
final class PageStage implements SandboxReads, SandboxActions, AutoCloseable {

    static final UserId ADA = new UserId("U0ADA");
    static final UserId BEN = new UserId("U0BEN");
    static final UserId BOT = new UserId("U0BOT");
    static final ChannelId GENERAL = new ChannelId("C0GENERAL");
    static final ChannelId FEEDBACK = new ChannelId("C0FEEDBACK");
    static final JsonMapper JSON = JsonMapper.shared();

    private static final List<Person> PEOPLE = List.of(
            new Person(ADA, "T1", "Ada Lund", "ada", "Product manager", "ada@example.com", ZoneId.of("Europe/Oslo"),
                    true, false, false, "AL", "5b7f95"),
            new Person(BEN, "T2", "Ben Ito", "ben", "Buyer at Acme", "ben@example.org", ZoneId.of("Asia/Tokyo"),
                    false, true, false, "BI", "96705b"),
            new Person(BOT, "T1", "Steward", "steward", "", "", ZoneOffset.UTC, false, false, true, "S", "0f766e"));

    final List<String> done = new CopyOnWriteArrayList<>();
    final Map<ChannelId, List<JsonNode>> messages = new LinkedHashMap<>();
    final List<JsonNode> replies = new CopyOnWriteArrayList<>();
    final List<ObjectNode> views = new CopyOnWriteArrayList<>();
    final List<Call> calls = new CopyOnWriteArrayList<>();
    volatile @Nullable JsonNode home;
    volatile int unread;
    volatile Outcome answer = Outcome.done(Duration.ZERO);
    volatile BiFunction<String, List<Field>, Outcome> onSubmit = (view, fields) -> Outcome.done(Duration.ZERO);
    volatile BiFunction<String, String, Choices> onAsk = (action, typed) -> new Choices(List.of(), null);

    private final SandboxFeed feed = new SandboxFeed();
    private final ServletWebServerApplicationContext context;

    PageStage() {
        this(0);
    }

    PageStage(int port) {
        messages.put(GENERAL, new CopyOnWriteArrayList<>());
        messages.put(FEEDBACK, new CopyOnWriteArrayList<>());
        context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Web.class)
                .properties("steward.mode=sandbox", "server.port=" + port, "server.address=127.0.0.1",
                        "spring.threads.virtual.enabled=true", "spring.main.banner-mode=off",
                        "spring.config.location=optional:classpath:/none/", "logging.level.root=warn",
                        "server.shutdown=immediate")
                .initializers(starting -> {
                    var beans = starting.getBeanFactory();
                    beans.registerSingleton("stage", this);
                    beans.registerSingleton("feed", feed);
                    beans.registerSingleton("clock", Clock.systemUTC());
                })
                .run();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
            WebMvcAutoConfiguration.class, ErrorMvcAutoConfiguration.class, ThymeleafAutoConfiguration.class,
            MultipartAutoConfiguration.class, JacksonAutoConfiguration.class,
            HttpMessageConvertersAutoConfiguration.class})
    @Import({PageShow.class, PageDo.class, PageLive.class, PageScreens.class, PageAssets.class, PageGuard.class})
    static class Web {}

    String url(String path) {
        return "http://127.0.0.1:" + Objects.requireNonNull(context.getWebServer()).getPort() + path;
    }

    String at(UserId person, ChannelId channel) {
        return url("/as/" + person.value() + "/c/" + channel.value());
    }

    /** Strikes the set: nothing said, nothing open, nothing done. */
    void clear() {
        messages.values().forEach(List::clear);
        replies.clear();
        views.clear();
        done.clear();
        home = null;
        unread = 0;
        answer = Outcome.done(Duration.ZERO);
        onSubmit = (view, fields) -> Outcome.done(Duration.ZERO);
        onAsk = (action, typed) -> new Choices(List.of(), null);
    }

    void tell(What what) {
        feed.changed(Change.of(what));
    }

    ObjectNode post(ChannelId channel, String json) {
        var message = object(json);
        var said = messages.computeIfAbsent(channel, any -> new CopyOnWriteArrayList<>());
        if (!message.has("ts")) {
            message.put("ts", Instant.now().getEpochSecond() + ".%06d".formatted(said.size()));
        }
        said.add(message);
        tell(What.MESSAGES);
        return message;
    }

    void open(String json) {
        views.add(object(json));
        tell(What.VIEWS);
    }

    static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json);
    }

    @Override
    public void close() {
        context.close();
    }

    // What a person sees

    @Override
    public String workspaceName() {
        return "Lundworks";
    }

    @Override
    public List<Person> people() {
        return PEOPLE;
    }

    @Override
    public Optional<Person> person(UserId id) {
        return PEOPLE.stream().filter(person -> person.id().equals(id)).findFirst();
    }

    @Override
    public Person bot() {
        return PEOPLE.getLast();
    }

    @Override
    public Optional<String> groupHandle(String groupId) {
        return Optional.of("product");
    }

    @Override
    public List<Conversation> conversations(UserId person) {
        return List.of(
                new Conversation(FEEDBACK, "feedback", ConversationKind.PUBLIC, "What customers say", null, false, 6, 0,
                        0, "0"),
                new Conversation(GENERAL, "general", ConversationKind.PRIVATE, "", null, false, 2, unread, unread,
                        "0"),
                new Conversation(new ChannelId("D0BOT"), "Steward", ConversationKind.DIRECT, "", BOT, false, 2, 0, 0,
                        "0"));
    }

    @Override
    public Optional<Conversation> conversation(UserId person, ChannelId channel) {
        return conversations(person).stream().filter(one -> one.id().equals(channel)).findFirst();
    }

    @Override
    public List<Conversation> joinable(UserId person) {
        return List.of(new Conversation(new ChannelId("C0RANDOM"), "random", ConversationKind.PUBLIC, "", null, false,
                3, 0, 0, "0"));
    }

    @Override
    public List<JsonNode> messages(UserId person, ChannelId channel, int atMost) {
        return List.copyOf(messages.getOrDefault(channel, List.of()));
    }

    @Override
    public Optional<JsonNode> message(UserId person, ChannelId channel, String ts) {
        return messages(person, channel, 0).stream().filter(one -> one.path("ts").asString("").equals(ts)).findFirst();
    }

    @Override
    public List<JsonNode> thread(UserId person, ChannelId channel, String threadTs) {
        var thread = new ArrayList<>(message(person, channel, threadTs).stream().toList());
        thread.addAll(replies);
        return thread;
    }

    @Override
    public List<JsonNode> openViews(UserId person) {
        return List.copyOf(views);
    }

    @Override
    public Optional<JsonNode> home(UserId person) {
        return Optional.ofNullable(home);
    }

    @Override
    public Optional<JsonNode> file(UserId person, String fileId) {
        return Optional.empty();
    }

    @Override
    public Optional<FileContent> fileContent(UserId person, String fileId) {
        return Optional.of(new FileContent("dot.png", "image/png", java.util.Base64.getDecoder().decode(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgmPDrPwAEAgKPD3bZNAAAAABJRU5ErkJggg==")));
    }

    @Override
    public List<Call> calls(int atMost) {
        return List.copyOf(calls);
    }

    @Override
    public List<Completion> completions(String typed) {
        var all = List.of(new Completion("/feedback ", "/feedback", "Write down what a customer said"),
                new Completion("/feedback list", "/feedback list", "What came in lately"),
                new Completion("/steward ", "/steward", "Your inbox, help and setup"));
        return all.stream().filter(offer -> offer.shown().startsWith(typed.strip())).toList();
    }

    @Override
    public List<Shortcut> messageShortcuts() {
        return List.of(new Shortcut("capture", "Capture as feedback", "Keep this message as a feedback item"));
    }

    @Override
    public List<Shortcut> globalShortcuts() {
        return List.of(new Shortcut("new", "New feedback", "Write down what a customer said"));
    }

    // What a person does

    @Override
    public Outcome types(UserId person, ChannelId channel, @Nullable String threadTs, String text) {
        done.add("types " + text + (threadTs == null ? "" : " in thread"));
        if (answer.worked() && !text.startsWith("/") && threadTs == null) {
            post(channel, JSON.createObjectNode().put("user", person.value()).put("text", text).toString());
        }
        return answer;
    }

    @Override
    public Outcome uses(UserId person, Place place, Field used, List<Field> fields) {
        done.add("uses " + used.actionId() + "=" + String.join(",", used.values()));
        return answer;
    }

    @Override
    public Choices asks(UserId person, Place place, String blockId, String actionId, String typed) {
        done.add("asks " + actionId + " " + typed);
        return onAsk.apply(actionId, typed);
    }

    @Override
    public void keeps(UserId person, String viewId, List<Field> fields) {
        done.add("keeps " + viewId);
    }

    @Override
    public Outcome submits(UserId person, String viewId, List<Field> fields) {
        done.add("submits " + viewId);
        fields.forEach(field -> done.add(field.blockId() + "=" + String.join(",", field.values())));
        var outcome = onSubmit.apply(viewId, fields);
        if (outcome.worked()) {
            views.removeIf(view -> view.path("id").asString("").equals(viewId));
        }
        return outcome;
    }

    @Override
    public Outcome closes(UserId person, String viewId, boolean all) {
        done.add("closes " + viewId + (all ? " and all" : ""));
        views.removeIf(view -> all || view.path("id").asString("").equals(viewId));
        return answer;
    }

    @Override
    public Outcome usesShortcut(UserId person, String callbackId, ChannelId channel, String ts) {
        done.add("shortcut " + callbackId + " on " + ts);
        return answer;
    }

    @Override
    public Outcome usesShortcut(UserId person, String callbackId) {
        done.add("shortcut " + callbackId);
        return answer;
    }

    @Override
    public Outcome reacts(UserId person, ChannelId channel, String ts, String emoji) {
        done.add("reacts " + emoji);
        return answer;
    }

    @Override
    public Outcome unreacts(UserId person, ChannelId channel, String ts, String emoji) {
        done.add("unreacts " + emoji);
        return answer;
    }

    @Override
    public Outcome edits(UserId person, ChannelId channel, String ts, String text) {
        done.add("edits " + text);
        return answer;
    }

    @Override
    public Outcome deletes(UserId person, ChannelId channel, String ts) {
        done.add("deletes " + ts);
        return answer;
    }

    @Override
    public void dismisses(UserId person, ChannelId channel, String ts) {
        done.add("dismisses " + ts);
    }

    @Override
    public Outcome uploads(UserId person, ChannelId channel, @Nullable String threadTs, String fileName,
            String mimeType, byte[] content, String comment) {
        done.add("uploads " + fileName + " " + content.length + " " + comment);
        return answer;
    }

    @Override
    public String puts(UserId person, String fileName, String mimeType, byte[] content) {
        done.add("puts " + fileName);
        return "F0" + done.size();
    }

    @Override
    public Outcome opensHome(UserId person) {
        return answer;
    }

    @Override
    public ChannelId opensDirectMessages(UserId person, UserId other) {
        done.add("opens messages with " + other);
        return new ChannelId("D0BOT");
    }

    @Override
    public void joins(UserId person, ChannelId channel) {
        done.add("joins " + channel);
    }

    @Override
    public Outcome invites(UserId person, ChannelId channel, UserId other) {
        done.add("invites " + other + " to " + channel);
        return Outcome.done(Duration.ZERO);
    }

    @Override
    public Outcome leaves(UserId person, ChannelId channel) {
        done.add("leaves " + channel);
        return Outcome.done(Duration.ZERO);
    }

    @Override
    public Outcome removes(UserId person, ChannelId channel, UserId other) {
        done.add("removes " + other + " from " + channel);
        return Outcome.done(Duration.ZERO);
    }

    @Override
    public void marksRead(UserId person, ChannelId channel, String ts) {
        done.add("reads " + channel);
    }

    static Choices offers(String... labels) {
        return new Choices(List.of(labels).stream().map(label -> new Choice(label, label, null, null)).toList(), null);
    }

    static ArrayNode array(String json) {
        return (ArrayNode) JSON.readTree(json);
    }
}
