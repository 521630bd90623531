package dev.steward.slack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.conversations.ConversationsInfoResponse;
import com.slack.api.methods.response.conversations.ConversationsMembersResponse;
import com.slack.api.methods.response.users.UsersConversationsResponse;
import com.slack.api.model.Conversation;
import com.slack.api.model.ConversationType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.steward.workspace.Channel;
import dev.steward.workspace.Channel.Kind;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Channels;
import dev.steward.workspace.Installation;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Learns from Slack which channels there are and who is in those that are not public: all that Steward is in at first and daily, and each
 * one when it matters.
 */
final class MeetChannels {
    private static final Logger log = LoggerFactory.getLogger(MeetChannels.class);
    private static final Pattern ID = Pattern.compile("[CGD][A-Z0-9]{1,30}");
    private static final int PAGE = 200;
    private static final int MEMBERS_PAGE = 1_000;
    /** Asked again behind the scenes when older: events keep it right meanwhile, where Steward is in the channel. */
    private static final Duration FRESH = Duration.ofHours(1);
    /** How long a channel Slack would not tell of is not asked about again. */
    private static final Duration UNTOLD = Duration.ofSeconds(30);
    /** What somebody looks at on purpose is asked about again when older. */
    private static final Duration LOOKED_AT = Duration.ofMinutes(5);
    /** Slack takes some fifty of these calls a minute. */
    private static final int LOOK_AT = 40;
    /** How many one request may ask Slack for: lists name more, and get the rest the next time. */
    private static final int AT_ONCE = 20;
    private static final Asked NOTHING = new Asked(List.of());

    private final SlackWebApi api;
    private final Channels channels;
    private final Clock clock;
    /** What Slack is being asked, so that it is asked once. */
    private final Cache<Key, CompletableFuture<Void>> asking = Caffeine.newBuilder().maximumSize(50_000)
            .expireAfterWrite(UNTOLD).build();

    MeetChannels(SlackWebApi api, Channels channels, Clock clock) {
        this.api = api;
        this.channels = channels;
        this.clock = clock;
    }

    private record Key(WorkspaceId workspace, ChannelId channel) {}

    /** What Slack was asked, and nobody knows yet. */
    record Asked(List<CompletableFuture<Void>> unknown) {
        /** Waits for it, but not for what Slack would not tell of. */
        void await(Duration patience) {
            CompletableFuture<?>[] missing = unknown.stream().filter(told -> !told.isDone())
                    .toArray(CompletableFuture[]::new);
            if (missing.length == 0) {
                return;
            }
            try {
                CompletableFuture.allOf(missing).get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException toldAlready) {
                // logged when Slack did not tell
            } catch (TimeoutException late) {
                log.info("Slack takes too long to tell of a channel; what it tells is kept for the next time");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Has Slack tell of those that are unknown, and behind the scenes of those last told of long ago. What comes late is kept. */
    Asked ask(Installation installation, Collection<ChannelId> ids) {
        // what a client says is an id goes no further unless it can be one
        List<ChannelId> named = ids.stream().filter(id -> ID.matcher(id.value()).matches()).distinct().toList();
        if (named.isEmpty()) {
            return NOTHING;
        }
        Map<ChannelId, Channels.Kept> known = channels.kept(installation.workspace(), named);
        known.values().stream().filter(kept -> !fresh(kept)).limit(AT_ONCE)
                .forEach(kept -> ask(installation, kept.channel().id()));
        return known.size() == named.size()
                ? NOTHING
                : new Asked(named.stream().filter(id -> !known.containsKey(id)).limit(AT_ONCE)
                        .map(id -> ask(installation, id)).toList());
    }

    /** Whether what is kept of it was told so lately that Slack need not be asked. */
    boolean fresh(Channels.Kept kept) {
        return !kept.readAt().isBefore(clock.instant().minus(FRESH));
    }

    /**
     * Has Slack tell of these anew, where it did not just do so: of those that are hidden in any case, since somebody may have let Steward
     * in, and of no more than Slack answers in a minute.
     */
    void look(Installation installation, Collection<ChannelId> ids, Duration patience) {
        Map<ChannelId, Channels.Kept> known = channels.kept(installation.workspace(), ids);
        Instant old = clock.instant().minus(LOOKED_AT);
        List<CompletableFuture<Void>> asked = ids.stream().filter(id -> ID.matcher(id.value()).matches()).distinct()
                .filter(id -> !told(known.get(id), old))
                // those of which nothing is known come first
                .sorted(Comparator.comparing(known::containsKey)).limit(LOOK_AT).map(id -> ask(installation, id))
                .toList();
        new Asked(asked).await(patience);
    }

    private static boolean told(Channels.@Nullable Kept kept, Instant since) {
        return kept != null && kept.channel().known() && kept.channel().people() != null
                && !kept.readAt().isBefore(since);
    }

    private CompletableFuture<Void> ask(Installation installation, ChannelId id) {
        return asking.get(new Key(installation.workspace(), id), key -> {
            var told = new CompletableFuture<Void>();
            Thread.ofVirtual().name("meet-channel").start(() -> {
                try {
                    one(installation, id);
                    asking.invalidate(key);
                    told.complete(null);
                } catch (Exception e) {
                    // not asked again for a while
                    log.warn("Slack does not tell of channel {}: {}", id, String.valueOf(e.getMessage()));
                    told.completeExceptionally(e);
                }
            });
            return told;
        });
    }

    /** Asks for one channel, and for who is in it where it is not public. */
    void one(Installation installation, ChannelId id) throws Exception {
        Instant now = clock.instant();
        ConversationsInfoResponse answer = patiently(
                () -> api.client(installation)
                        .conversationsInfo(r -> r.channel(id.value()).includeNumMembers(true)));
        if (answer.isOk() && answer.getChannel() != null) {
            keep(installation, channel(installation, answer.getChannel(), answer.getChannel().isMember()), now);
        } else if ("channel_not_found".equals(answer.getError())) {
            channels.save(Channel.hidden(installation.workspace(), id), Set.of(), now);
        } else {
            throw new IllegalStateException("conversations.info: " + answer.getError());
        }
    }

    private void keep(Installation installation, Channel channel, Instant now) throws Exception {
        channels.save(channel,
                channel.open() || !channel.joined() ? Set.of() : members(installation, channel.id()), now);
    }

    private Set<UserId> members(Installation installation, ChannelId id) throws Exception {
        var members = new HashSet<UserId>();
        String cursor = "";
        do {
            String from = cursor;
            ConversationsMembersResponse page = patiently(() -> api.client(installation)
                    .conversationsMembers(r -> r.channel(id.value()).limit(MEMBERS_PAGE).cursor(from)));
            if (!page.isOk()) {
                throw new IllegalStateException("conversations.members: " + page.getError());
            }
            page.getMembers().forEach(member -> members.add(new UserId(member)));
            cursor = page.getResponseMetadata() == null ? null : page.getResponseMetadata().getNextCursor();
        } while (cursor != null && !cursor.isEmpty());
        return members;
    }

    /** All channels of a workspace that Steward is in, page by page, at the pace Slack asks for. */
    void all(Installation installation) throws Exception {
        Instant now = clock.instant();
        // asked before Slack is: a channel that an event brings meanwhile stays
        Set<ChannelId> gone = channels.joined(installation.workspace());
        var told = new ArrayList<Channel>();
        String cursor = "";
        do {
            UsersConversationsResponse page = page(installation, cursor);
            if ("missing_scope".equals(page.getError())) {
                log.warn("Steward may not read the channels of workspace {}: install it there again, with the scopes "
                        + "channels:read, groups:read, im:read and mpim:read. Until then all channels count as private",
                        installation.workspace());
                return;
            }
            if (!page.isOk()) {
                throw new IllegalStateException("users.conversations: " + page.getError());
            }
            if (page.getChannels() != null) {
                // Slack does not say so here: these are the ones that Steward is in
                page.getChannels().forEach(one -> told.add(channel(installation, one, true)));
            }
            cursor = page.getResponseMetadata() == null ? null : page.getResponseMetadata().getNextCursor();
        } while (cursor != null && !cursor.isEmpty());
        for (Channel channel : told) {
            keep(installation, channel, now);
            gone.remove(channel.id());
        }
        for (ChannelId id : gone) {
            one(installation, id);
        }
        log.info("Know {} channels of workspace {}", told.size(), installation.workspace());
    }

    private UsersConversationsResponse page(Installation installation, String cursor) throws Exception {
        return patiently(() -> api.client(installation)
                .usersConversations(r -> r.limit(PAGE).cursor(cursor).teamId(installation.teamId())
                        .types(List.of(ConversationType.PUBLIC_CHANNEL, ConversationType.PRIVATE_CHANNEL,
                                ConversationType.MPIM))));
    }

    /** A call to Slack. */
    @FunctionalInterface
    private interface Call<T> {
        T make() throws Exception;
    }

    /** Makes a call again once Slack's pace allows it. */
    private static <T> T patiently(Call<T> call) throws Exception {
        while (true) {
            try {
                return call.make();
            } catch (SlackApiException e) {
                String wait = e.getResponse().header("Retry-After");
                if (e.getResponse().code() != 429 || wait == null) {
                    throw e;
                }
                Thread.sleep(Duration.ofSeconds(Long.parseLong(wait.strip())));
            }
        }
    }

    private static Channel channel(Installation installation, Conversation told, boolean joined) {
        Kind kind = told.isIm()
                ? Kind.DIRECT
                : told.isPrivate() || told.isGroup() || told.isMpim() ? Kind.PRIVATE : Kind.PUBLIC;
        return new Channel(installation.workspace(), new ChannelId(told.getId()), kind,
                told.isIm() || told.isMpim() ? "" : text(told.getName()),
                told.isExtShared() || told.isPendingExtShared(), told.isArchived(),
                // of what is not public Slack tells those who are in it, and nobody else
                kind != Kind.PUBLIC || joined, told.getNumOfMembers());
    }

    private static String text(@Nullable String name) {
        return name == null ? "" : Typed.clean(name);
    }
}
