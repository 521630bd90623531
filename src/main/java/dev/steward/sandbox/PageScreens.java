package dev.steward.sandbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import dev.steward.sandbox.Choices.Choice;
import dev.steward.sandbox.PageMessages.Author;
import dev.steward.sandbox.PageMessages.Shown;
import dev.steward.sandbox.SandboxReads.Conversation;
import dev.steward.sandbox.SandboxReads.ConversationKind;
import dev.steward.sandbox.SandboxReads.Person;
import dev.steward.sandbox.SandboxReads.Shortcut;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** What each part of the page shows one person, ready for the templates. */
@Component
@SandboxMode
class PageScreens {

    /** As many messages as a person scrolls through here; older ones are in the database. */
    private static final int MESSAGES = 120;
    private static final int CALLS = 80;

    private final SandboxReads reads;
    private final SandboxFeed feed;
    private final Clock clock;

    PageScreens(SandboxReads reads, SandboxFeed feed, Clock clock) {
        this.reads = reads;
        this.feed = feed;
        this.clock = clock;
    }

    /** The number of the last change that all read after this shows. */
    long asOf() {
        return feed.last();
    }

    /** What stands around every screen. */
    record Shell(String workspace, Author me, String role, PageUrls urls, String app, List<PersonLink> people,
            List<Link> channels, List<Link> joinable, List<Link> directs, List<Link> others, Link home, String clock,
            String now,
            String zone, List<Shortcut> globalShortcuts,
            List<PageEmoji.Offer> emoji) {
        public int unread() {
            return Stream.of(channels, directs, List.of(home)).flatMap(List::stream).mapToInt(Link::mentions).sum();
        }
    }

    record PersonLink(Author who, String title, String url, boolean current, boolean outsider) {}

    record Link(String url, String name, String kind, boolean current, boolean unread, int mentions,
            @Nullable Author who) {}

    record Channel(String id, String name, String kind, String topic, String members, String url, String since,
            String newest, List<Shown> messages, boolean app) {}

    record ThreadPane(String ts, String url, String close, String channelName, List<Shown> messages) {}

    /** @param body HTML */
    record Modal(String id, String url, String title, @Nullable String submit, String close, String body, boolean top,
            boolean below) {}

    /** @param body HTML; empty when the app has published none for this person */
    record Home(String viewId, String url, String body) {}

    record CallLine(long id, String at, boolean toApp, String name, String outcome, int status, String took,
            String classes) {}

    Optional<Person> person(String id) {
        return reads.person(new UserId(id)).filter(person -> !person.bot());
    }

    Person firstPerson() {
        return reads.people().stream().filter(person -> !person.bot()).findFirst().orElseThrow();
    }

    /** Where somebody lands who asks for nothing in particular. */
    String landing(Person person) {
        var urls = new PageUrls(person.id().value());
        var conversations = reads.conversations(person.id());
        return conversations.stream()
                .filter(conversation -> conversation.name().equals("general"))
                .findFirst()
                .or(() -> conversations.stream().findFirst())
                .map(first -> urls.channel(first.id().value()))
                .orElse(urls.home());
    }

    /** @param at the address of what is shown, for marking it in the sidebar and for staying there as somebody else */
    Shell shell(Person me, @Nullable ChannelId at) {
        var urls = new PageUrls(me.id().value());
        var conversations = reads.conversations(me.id());
        var channels = new ArrayList<Link>();
        var directs = new ArrayList<Link>();
        var bot = reads.bot();
        int fromApp = 0;
        var app = urls.home();
        boolean homeIsEmpty = reads.home(me.id()).isEmpty();
        for (var conversation : conversations) {
            if (bot.id().equals(conversation.other())) {
                fromApp = conversation.id().equals(at) ? 0 : conversation.unread();
                app = homeIsEmpty ? urls.channel(conversation.id().value()) : app;
                continue;
            }
            (conversation.kind() == ConversationKind.DIRECT ? directs : channels).add(link(urls, conversation, at));
        }
        var people = people();
        var others = people.stream()
                .filter(person -> !person.id().equals(me.id()))
                .filter(person -> conversations.stream().noneMatch(known -> person.id().equals(known.other())))
                .map(person -> new Link(urls.base() + "/dm/" + person.id().value(), person.name(), "direct", false,
                        false, 0, PageMessages.author(person)))
                .toList();
        boolean home = at == null
                || reads.conversation(me.id(), at).filter(it -> bot.id().equals(it.other())).isPresent();
        var joinable = reads.joinable(me.id()).stream().map(channel -> link(urls, channel, at)).toList();
        return new Shell(reads.workspaceName(), PageMessages.author(me), me.title(), urls, bot.name(),
                switcher(me, people, at), channels, joinable, directs, others,
                new Link(app, bot.name(), "home", home, fromApp > 0, fromApp,
                        PageMessages.author(bot)),
                PageTimes.clock(clock.instant(), me.zone()), clock.instant().toString(), me.zone().getId(),
                reads.globalShortcuts(), PageEmoji.picker());
    }

    private List<Person> people() {
        return reads.people().stream().filter(person -> !person.bot()).toList();
    }

    private List<PersonLink> switcher(Person me, List<Person> people, @Nullable ChannelId at) {
        return people.stream().map(person -> {
            var urls = new PageUrls(person.id().value());
            var url = at == null
                    ? urls.home()
                    : reads.conversation(person.id(), at).isPresent() ? urls.channel(at.value()) : urls.base();
            return new PersonLink(PageMessages.author(person), person.title(), url,
                    person.id().equals(me.id()), person.outsider());
        }).toList();
    }

    private Link link(PageUrls urls, Conversation conversation, @Nullable ChannelId at) {
        var other = Optional.ofNullable(conversation.other()).flatMap(reads::person).map(PageMessages::author);
        return new Link(urls.channel(conversation.id().value()), conversation.name(), kind(conversation),
                conversation.id().equals(at), conversation.unread() > 0 && !conversation.id().equals(at),
                conversation.id().equals(at) ? 0 : conversation.mentions(), other.orElse(null));
    }

    private static String kind(Conversation conversation) {
        return conversation.kind().name().toLowerCase(java.util.Locale.ROOT);
    }

    Optional<Channel> channel(Person me, ChannelId id, @Nullable String since) {
        return reads.conversation(me.id(), id).map(channel -> {
            var messages = reads.messages(me.id(), id, MESSAGES);
            var mark = since == null ? channel.lastRead() : since;
            var newest = messages.isEmpty() ? "" : messages.getLast().path("ts").asString("");
            boolean app = reads.bot().id().equals(channel.other());
            return new Channel(id.value(), channel.name(), kind(channel), channel.topic(), members(channel),
                    new PageUrls(me.id().value()).channel(id.value()), mark, newest,
                    messages(me, "m-").show(id, messages, mark), app);
        });
    }

    private static String members(Conversation channel) {
        return channel.members() == 1 ? "1 member" : channel.members() + " members";
    }

    Optional<ThreadPane> thread(Person me, ChannelId channel, String ts) {
        var urls = new PageUrls(me.id().value());
        var messages = reads.thread(me.id(), channel, ts);
        return reads.conversation(me.id(), channel)
                .filter(found -> !messages.isEmpty())
                .map(found -> new ThreadPane(ts, urls.thread(channel.value(), ts), urls.channel(channel.value()),
                        found.name(), messages(me, "t-").show(channel, messages, "")));
    }

    private PageMessages messages(Person me, String idsStart) {
        return new PageMessages(reads, me, new Names(me), clock.instant(), idsStart);
    }

    /** @param errors for the modal on top */
    List<Modal> modals(Person me, Map<String, String> errors) {
        var urls = new PageUrls(me.id().value());
        var views = reads.openViews(me.id());
        var modals = new ArrayList<Modal>();
        for (var view : views) {
            boolean top = modals.size() == views.size() - 1;
            var id = view.path("id").asString("");
            var submit = view.path("submit").path("text").asString("");
            modals.add(new Modal(id, urls.view(id), line(view.path("title")), submit.isEmpty()
                    ? null
                    : PageText.line(submit), view.has("close") ? line(view.path("close")) : "Cancel",
                    body(me, view, top ? errors : Map.of()), top, !modals.isEmpty()));
        }
        return modals;
    }

    private static String line(JsonNode text) {
        return PageText.line(text.path("text").asString(""));
    }

    Home home(Person me) {
        var urls = new PageUrls(me.id().value());
        return reads.home(me.id()).map(view -> {
            var id = view.path("id").asString("");
            return new Home(id, urls.view(id), body(me, view, Map.of()));
        }).orElse(new Home("", "", ""));
    }

    private String body(Person me, JsonNode view, Map<String, String> errors) {
        var state = view.path("state").path("values");
        var scope = new PageScope("v-" + view.path("id").asString(""), new Names(me), me.zone(),
                state.isObject() ? state : JsonNodeFactory.instance.objectNode(), errors);
        return new PageBlocks(scope).render(view.path("blocks")).html();
    }

    List<CallLine> calls(Person me) {
        return reads.calls(CALLS).stream().map(call -> {
            long ms = call.took().toMillis();
            var classes = (call.ok() ? "call" : "call call-failed") + (ms >= 1_000 ? " call-slow" : "");
            return new CallLine(call.id(), PageTimes.seconds(call.at(), me.zone()),
                    call.direction() == SandboxReads.Direction.TO_APP, call.name(), call.outcome(), call.status(),
                    ms >= 10_000 ? ms / 1_000 + " s" : ms + " ms", classes);
        }).toList();
    }

    Optional<SandboxReads.Call> call(long id) {
        return reads.calls(2_000).stream().filter(call -> call.id() == id).findFirst();
    }

    /** A stylesheet with everyone's colour: the page's content policy allows no styles inside its HTML. */
    String avatars() {
        var css = new StringBuilder();
        for (var person : reads.people()) {
            if (person.colour().matches("[0-9A-Fa-f]{6}")) {
                css.append('.').append(PageUrls.avatarClass(person.id().value()).replace("av ", ""))
                        .append("{background:#").append(person.colour()).append(";color:")
                        .append(isDark(person.colour()) ? "#fff" : "#111").append("}\n");
            }
        }
        return css.toString();
    }

    private static boolean isDark(String colour) {
        double light = 0;
        double[] weights = {0.2126, 0.7152, 0.0722};
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(colour, i * 2, i * 2 + 2, 16) / 255.0;
            light += weights[i] * (part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return light < 0.183;
    }

    /** Names as one person sees them, each looked up once. */
    private final class Names implements PageNames {
        private final Person me;
        private final PageUrls urls;
        private final Map<String, Optional<String>> channels = new HashMap<>();

        Names(Person me) {
            this.me = me;
            this.urls = new PageUrls(me.id().value());
        }

        @Override
        public Optional<String> user(String userId) {
            return reads.person(new UserId(userId)).map(Person::name);
        }

        @Override
        public Optional<String> channel(String channelId) {
            return channels.computeIfAbsent(channelId, id -> reads.conversation(me.id(), new ChannelId(id))
                    .map(Conversation::name)
                    .or(() -> reads.joinable(me.id())
                            .stream()
                            .filter(channel -> channel.id().value().equals(id))
                            .map(Conversation::name)
                            .findFirst()));
        }

        @Override
        public Optional<String> group(String groupId) {
            return reads.groupHandle(groupId);
        }

        @Override
        public String channelUrl(String channelId) {
            return urls.channel(channelId);
        }

        @Override
        public String fileUrl(String fileId) {
            return urls.file(fileId);
        }

        @Override
        public boolean isReader(String userId) {
            return me.id().value().equals(userId);
        }

        @Override
        public List<Choice> people() {
            return PageScreens.this.people()
                    .stream()
                    .filter(person -> !person.deactivated())
                    .map(person -> new Choice(person.name(), person.id().value(), person.title(), null))
                    .toList();
        }

        @Override
        public List<Choice> publicChannels() {
            var all = new ArrayList<>(reads.conversations(me.id()));
            all.addAll(reads.joinable(me.id()));
            return all.stream()
                    .filter(channel -> channel.kind() == ConversationKind.PUBLIC
                            || channel.kind() == ConversationKind.SHARED)
                    .map(channel -> new Choice("#" + channel.name(), channel.id().value(), null, null))
                    .toList();
        }

        @Override
        public List<Choice> conversations() {
            var all = new ArrayList<>(reads.conversations(me.id()));
            all.addAll(reads.joinable(me.id()));
            return all.stream()
                    .map(one -> new Choice((one.kind() == ConversationKind.DIRECT ? "" : "#") + one.name(),
                            one.id().value(), null, null))
                    .toList();
        }
    }
}
