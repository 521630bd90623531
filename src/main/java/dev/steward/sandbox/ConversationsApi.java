package dev.steward.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.RateLimits.Tier;
import dev.steward.sandbox.SandboxFeed.Change;
import dev.steward.sandbox.SandboxFeed.What;
import dev.steward.workspace.UserId;

/** {@code conversations.*} and {@code users.conversations}. */
@Component
@SandboxMode
class ConversationsApi implements ApiMethod.Family {
    private static final List<String> READ = List.of("channels:read", "groups:read", "im:read", "mpim:read");
    private static final List<String> HISTORY = List.of("channels:history", "groups:history", "im:history",
            "mpim:history");
    private static final String NEVER = "9999999999.999999";

    private final BotsView view;
    private final Channels channels;
    private final People people;
    private final Messages messages;
    private final Events events;
    private final SandboxFeed feed;

    ConversationsApi(BotsView view, Channels channels, People people, Messages messages, Events events,
            SandboxFeed feed) {
        this.view = view;
        this.channels = channels;
        this.people = people;
        this.messages = messages;
        this.events = events;
        this.feed = feed;
    }

    @Override
    public List<ApiMethod> methods() {
        return List.of(new ApiMethod("conversations.list", Tier.TWO, READ, call -> list(call, false)),
                new ApiMethod("users.conversations", Tier.THREE, READ, call -> list(call, true)),
                new ApiMethod("conversations.info", Tier.THREE, READ, this::info),
                new ApiMethod("conversations.members", Tier.FOUR, READ, this::members),
                new ApiMethod("conversations.history", Tier.THREE, HISTORY, this::history),
                new ApiMethod("conversations.replies", Tier.THREE, HISTORY, this::replies),
                ApiMethod.of("conversations.join", Tier.THREE, "channels:join", this::join),
                new ApiMethod("conversations.open", Tier.THREE, List.of("im:write", "mpim:write"), this::open));
    }

    private ObjectNode list(ApiCall call, boolean mine) {
        String asked = call.text("types").isEmpty() ? "public_channel" : call.text("types");
        Set<String> types = Arrays.stream(asked.split(",")).map(String::strip).collect(Collectors.toSet());
        if (!Set.of("public_channel", "private_channel", "im", "mpim").containsAll(types)) {
            throw new ApiError("invalid_types");
        }
        String user = mine ? call.text("user") : "";
        if (!user.isEmpty() && people.find(user).isEmpty()) {
            throw new ApiError("user_not_found");
        }
        List<ObjectNode> found = channels.all().stream().filter(channel -> types.contains(type(channel)))
                .filter(channel -> (channel.open() && (!mine || !user.isEmpty())) || view.isIn(call, channel))
                .filter(channel -> user.isEmpty() || channels.isMember(channel.id(), new UserId(user)))
                .filter(channel -> !call.flag("exclude_archived") || !channel.archived())
                .filter(channel -> call.scopes().contains(channel.scopeFamily() + ":read"))
                .map(channel -> channels.json(channel, call.team())).toList();
        if (mine) {
            // Slack leaves these out of this method's answers
            found.forEach(channel -> channel.remove(List.of("is_member", "num_members")));
        }
        return call.page("channels", found, 100);
    }

    private ObjectNode info(ApiCall call) {
        Channel channel = readable(call, false, "read");
        ObjectNode response = Json.object();
        ObjectNode json = channels.json(channel, call.team());
        if (!call.flag("include_num_members")) {
            json.remove("num_members");
        }
        response.set("channel", json);
        return response;
    }

    private ObjectNode members(ApiCall call) {
        Channel channel = readable(call, false, "read");
        return call.page("members", channels.members(channel.id()).stream()
                .map(member -> Json.array().add(member.value()).get(0)).toList(), 100);
    }

    private ObjectNode history(ApiCall call) {
        Channel channel = readable(call, true, "history");
        int limit = call.limit(100, 999);
        String cursor = call.cursor();
        String oldest = call.text("oldest").isEmpty() ? "0000000000.000000" : Timestamps.canonical(call.text("oldest"));
        String latest = call.text("latest").isEmpty() ? NEVER : Timestamps.canonical(call.text("latest"));
        boolean inclusive = call.flag("inclusive");
        // a cursor is the last message seen, which is not to come again
        List<StoredMessage> found = cursor.isEmpty()
                ? messages.newest(channel.id(), null, oldest, inclusive, latest, inclusive, limit + 1)
                : messages.newest(channel.id(), null, oldest, inclusive, cursor, false, limit + 1);
        boolean more = found.size() > limit;
        List<StoredMessage> page = more ? found.subList(0, limit) : found;
        ObjectNode response = Json.object();
        ArrayNode list = response.putArray("messages");
        messages.json(channel.id(), page, call.flag("include_all_metadata")).forEach(list::add);
        response.put("has_more", more).put("pin_count", 0).putNull("channel_actions_ts").put("channel_actions_count",
                0);
        if (more) {
            ApiCall.nextCursor(response, page.getLast().ts());
        }
        return response;
    }

    private ObjectNode replies(ApiCall call) {
        Channel channel = readable(call, true, "history");
        String ts = Timestamps.canonical(call.required("ts"));
        StoredMessage named = messages.find(channel.id(), ts).filter(message -> !message.ephemeral())
                .orElseThrow(() -> new ApiError("thread_not_found"));
        String oldest = call.text("oldest").isEmpty() ? "0000000000.000000" : Timestamps.canonical(call.text("oldest"));
        String latest = call.text("latest").isEmpty() ? NEVER : Timestamps.canonical(call.text("latest"));
        boolean inclusive = call.flag("inclusive");
        List<StoredMessage> thread = messages
                .thread(channel.id(), null, named.threadTs() == null ? named.ts() : named.threadTs()).stream()
                .filter(message -> message.threadTs() == null
                        || within(message.ts(), oldest, latest, inclusive))
                .toList();
        ObjectNode response = call.page("messages",
                messages.json(channel.id(), thread, call.flag("include_all_metadata")), 1000);
        return response.put("has_more",
                !Json.text(response.path("response_metadata"), "next_cursor").isEmpty());
    }

    private ObjectNode join(ApiCall call) {
        Channel channel = channels.find(call.required("channel"))
                .orElseThrow(() -> new ApiError("channel_not_found"));
        if (!channel.open()) {
            throw new ApiError(view.isIn(call, channel)
                    ? "method_not_supported_for_channel_type"
                    : "channel_not_found");
        }
        if (channel.archived()) {
            throw new ApiError("is_archived");
        }
        boolean joined = channels.join(channel.id(), BotsView.bot(call));
        if (joined) {
            events.memberJoined(channel, BotsView.bot(call), call.team().id());
        }
        feed.changed(Change.of(What.CONVERSATIONS));
        ObjectNode response = Json.object();
        response.set("channel", channels.json(channel, call.team()));
        if (!joined) {
            response.put("warning", "already_in_channel");
            response.putObject("response_metadata").putArray("warnings").add("already_in_channel");
        }
        return response;
    }

    private ObjectNode open(ApiCall call) {
        Channel channel;
        boolean known;
        if (call.text("channel").isEmpty()) {
            String[] users = call.required("users").split(",");
            if (users.length > 1) {
                // group messages are not part of the sandbox
                throw new ApiError("not_enough_users");
            }
            String user = users[0].strip();
            if (people.find(user).isEmpty()) {
                throw new ApiError("user_not_found");
            }
            if (user.equals(call.team().botUserId()) || people.get(new UserId(user)).bot()) {
                throw new ApiError("cannot_dm_bot");
            }
            call.requireScope("im:write");
            int before = channels.of(BotsView.bot(call)).size();
            channel = channels.direct(new UserId(user), BotsView.bot(call));
            known = channels.of(BotsView.bot(call)).size() == before;
            if (!known) {
                feed.changed(Change.of(What.CONVERSATIONS));
            }
        } else {
            channel = view.joined(call, "channel");
            known = true;
        }
        ObjectNode response = Json.object();
        if (known) {
            response.put("no_op", true).put("already_open", true);
        }
        response.set("channel",
                call.flag("return_im")
                        ? channels.json(channel, call.team())
                        : Json.object().put("id", channel.id().value()));
        return response;
    }

    /** The channel, with the scope that its kind takes; what is in it can be read only from inside. */
    private Channel readable(ApiCall call, boolean inside, String right) {
        Channel channel = inside ? view.joined(call, "channel") : view.channel(call, "channel");
        call.requireScope(channel.scopeFamily() + ":" + right);
        return channel;
    }

    private static boolean within(String ts, String oldest, String latest, boolean inclusive) {
        int low = ts.compareTo(oldest);
        int high = ts.compareTo(latest);
        return inclusive ? low >= 0 && high <= 0 : low > 0 && high < 0;
    }

    private static String type(Channel channel) {
        return switch (channel.kind()) {
            case PUBLIC, SHARED -> "public_channel";
            case PRIVATE -> "private_channel";
            case DIRECT -> "im";
        };
    }
}
