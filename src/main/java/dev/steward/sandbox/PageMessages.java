package dev.steward.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import dev.steward.sandbox.SandboxReads.Person;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** Makes of Slack's message objects what the page's templates show, for one person looking. */
final class PageMessages {

    private static final Duration TOGETHER = Duration.ofMinutes(5);

    private final SandboxReads reads;
    private final Person reader;
    private final PageNames names;
    private final PageUrls urls;
    private final Instant now;
    private final String idsStart;

    /** @param idsStart tells the ids of a thread's messages from those of the same messages in the channel */
    PageMessages(SandboxReads reads, Person reader, PageNames names, Instant now, String idsStart) {
        this.idsStart = idsStart;
        this.reads = reads;
        this.reader = reader;
        this.names = names;
        this.urls = new PageUrls(reader.id().value());
        this.now = now;
    }

    /**
     * One message, ready to be shown.
     *
     * @param day      a divider above it, where its day differs from that of the message before
     * @param first    whether a line "New" stands above it
     * @param together whether it follows its author's last one so soon that name and picture are not repeated
     * @param typed    what its author would edit
     * @param body     HTML
     */
    record Shown(String id, String ts, String url, Author author, String time, String whole, String iso,
            @Nullable String day, boolean first, boolean together, boolean edited, boolean ephemeral, boolean own,
            String typed, String body, List<File> files, List<Reaction> reactions, @Nullable Replies replies) {}

    record Author(String name, String avatar, String initials, boolean app, @Nullable String organisation,
            @Nullable String userId) {}

    record File(String id, String name, String url, boolean image, String kind) {}

    record Reaction(String name, String shown, int count, boolean mine, String who) {}

    record Replies(String url, String text, String last, List<Author> people) {}

    /** @param since the read mark when the person came; empty to draw no line "New" */
    List<Shown> show(ChannelId channel, List<JsonNode> messages, String since) {
        var shown = new ArrayList<Shown>();
        JsonNode before = null;
        boolean lineDrawn = since.isEmpty() || since.equals("0");
        for (var message : messages) {
            boolean first = !lineDrawn && isNew(message, since);
            lineDrawn |= first;
            shown.add(show(channel, message, before, first));
            before = message;
        }
        return shown;
    }

    private boolean isNew(JsonNode message, String since) {
        return !own(message) && PageTimes.ofTs(ts(message)).isAfter(PageTimes.ofTs(since));
    }

    private Shown show(ChannelId channel, JsonNode message, @Nullable JsonNode before, boolean first) {
        var ts = ts(message);
        var at = PageTimes.ofTs(ts);
        var zone = reader.zone();
        var day = PageTimes.day(at, now, zone);
        boolean newDay = before == null || !day.equals(PageTimes.day(PageTimes.ofTs(ts(before)), now, zone));
        var author = author(message);
        boolean together = !newDay && !first && before != null && author.equals(author(before))
                && !ephemeral(message) && !ephemeral(before)
                && Duration.between(PageTimes.ofTs(ts(before)), at).compareTo(TOGETHER) < 0;
        return new Shown(id(message), ts, urls.message(channel.value(), ts), author,
                PageTimes.time(at, zone), PageTimes.whole(at, zone), at.toString(), newDay ? day : null, first,
                together,
                message.has("edited"), ephemeral(message), own(message),
                PageMrkdwn.unescape(message.path("text").asString("")), body(channel, message), files(message),
                reactions(message), replies(channel, message));
    }

    private static boolean ephemeral(JsonNode message) {
        return message.path("is_ephemeral").asBoolean(false);
    }

    private boolean own(JsonNode message) {
        return message.path("user").asString("").equals(reader.id().value());
    }

    private String id(JsonNode message) {
        return idsStart + ts(message).replace('.', '-');
    }

    private static String ts(JsonNode message) {
        return message.path("ts").asString("0");
    }

    private Author author(JsonNode message) {
        var user = message.path("user").asString("");
        Optional<Person> person = user.isEmpty() ? Optional.empty() : reads.person(new UserId(user));
        if (person.isPresent()) {
            return author(person.get());
        }
        var bot = reads.bot();
        if (message.has("bot_id")) {
            return author(bot);
        }
        var name = message.path("username").asString("Slack");
        return new Author(name, "av", name.substring(0, 1), true, null, null);
    }

    static Author author(Person person) {
        return new Author(person.name(), PageUrls.avatarClass(person.id().value()), person.initials(), person.bot(),
                person.outsider() ? person.title() : null, person.id().value());
    }

    private String body(ChannelId channel, JsonNode message) {
        var scope = new PageScope(id(message), names, reader.zone(),
                JsonNodeFactory.instance.objectNode(), Map.of());
        var parts = new ArrayList<PageHtml>();
        var blocks = message.path("blocks");
        if (blocks.isEmpty()) {
            var text = message.path("text").asString("");
            if (!text.isEmpty()) {
                parts.add(PageHtml.tag("div", "bk-text", scope.mrkdwn().render(text)));
            }
        } else {
            parts.add(PageHtml.tag("form", "blocks", new PageBlocks(scope).render(blocks))
                    .flag("novalidate", true)
                    .attribute("id", scope.id() + "-form")
                    .attribute("data-place", urls.message(channel.value(), ts(message))));
        }
        for (var attachment : message.path("attachments")) {
            parts.add(attachment(scope, attachment));
        }
        return PageHtml.all(parts).html();
    }

    private static PageHtml attachment(PageScope scope, JsonNode attachment) {
        var shown = PageHtml.tag("div", "attachment");
        for (var name : List.of("pretext", "title", "text")) {
            var text = attachment.path(name).asString("");
            if (!text.isEmpty()) {
                shown.with(PageHtml.tag("div", "bk-text attachment-" + name, scope.mrkdwn().render(text)));
            }
        }
        var blocks = attachment.path("blocks");
        return blocks.isEmpty() ? shown : shown.with(new PageBlocks(scope).render(blocks));
    }

    private List<File> files(JsonNode message) {
        var files = new ArrayList<File>();
        for (var file : message.path("files")) {
            var id = file.path("id").asString("");
            var name = file.path("title").asString(file.path("name").asString("file"));
            var mime = file.path("mimetype").asString("");
            boolean image = mime.startsWith("image/") && !mime.equals("image/svg+xml");
            files.add(new File(id, name.isEmpty() ? "file" : name, urls.file(id), image,
                    kind(file.path("filetype").asString(""), file.path("size").asLong(0))));
        }
        return files;
    }

    private static String kind(String type, long bytes) {
        var size = bytes < 1_000 ? bytes + " B" : bytes < 1_000_000 ? bytes / 1_000 + " kB" : bytes / 1_000_000 + " MB";
        return type.isEmpty() ? size : type.toUpperCase(java.util.Locale.ROOT) + ", " + size;
    }

    private List<Reaction> reactions(JsonNode message) {
        var reactions = new ArrayList<Reaction>();
        for (var reaction : message.path("reactions")) {
            var name = reaction.path("name").asString("");
            var users = new ArrayList<String>();
            boolean mine = false;
            for (var user : reaction.path("users")) {
                boolean me = user.asString("").equals(reader.id().value());
                mine |= me;
                users.add(me ? "you" : names.user(user.asString("")).orElse("somebody"));
            }
            reactions.add(new Reaction(name, PageEmoji.unicode(name).orElse(":" + name + ":"),
                    reaction.path("count").asInt(users.size()), mine,
                    String.join(", ", users) + " reacted with :" + name + ":"));
        }
        return reactions;
    }

    private @Nullable Replies replies(ChannelId channel, JsonNode message) {
        int count = message.path("reply_count").asInt(0);
        if (count == 0) {
            return null;
        }
        var people = new ArrayList<Author>();
        for (var user : message.path("reply_users")) {
            reads.person(new UserId(user.asString(""))).ifPresent(person -> people.add(author(person)));
        }
        var last = PageTimes.ofTs(message.path("latest_reply").asString(ts(message)));
        return new Replies(urls.thread(channel.value(), ts(message)), count == 1 ? "1 reply" : count + " replies",
                "Last reply " + lastDay(last) + " at " + PageTimes.time(last, reader.zone()),
                people.subList(0, Math.min(5, people.size())));
    }

    private String lastDay(Instant at) {
        ZoneId zone = reader.zone();
        var day = PageTimes.day(at, now, zone);
        return day.equals("Today") || day.equals("Yesterday") ? day.toLowerCase(java.util.Locale.ROOT) : "on " + day;
    }
}
