package dev.steward.delivery;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import com.google.gson.JsonParseException;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.model.Conversation;
import com.slack.api.model.ConversationType;
import com.slack.api.model.ResponseMetadata;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.steward.delivery.ChannelFacts.Kind;
import dev.steward.delivery.ChannelFacts.Shared;
import dev.steward.slack.SlackApi;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Asks Slack about channels: each by {@code conversations.info}, a few at once; many first by {@code users.conversations}, which tells of
 * hundreds in a call, if not how many people are in them.
 */
@Component
class AskAboutChannels implements ChannelDirectory {
    /** What Slack said so long ago still holds for whoever decides something by it. */
    private static final Duration HOLDS = Duration.ofHours(1);
    /** Nobody is asked twice for what a form shows anew a moment later. */
    private static final Duration JUST_TOLD = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    /** Slack takes fifty of these calls a minute, and somebody else may want to look as well. */
    private static final int ONE_BY_ONE = 20;
    private static final int AT_ONCE = 4;
    private static final int PAGE = 999;
    private static final int PAGES = 10;
    /** What Slack answers about a channel that is none for Steward. */
    private static final Set<String> HIDDEN = Set.of("channel_not_found", "method_not_supported_for_channel_type");

    private final ChannelBook book;
    private final SlackApi slack;
    private final Clock clock;

    AskAboutChannels(ChannelBook book, SlackApi slack, Clock clock) {
        this.book = book;
        this.slack = slack;
        this.clock = clock;
    }

    @Override
    public Map<ChannelId, ChannelFacts> known(WorkspaceId workspace, Collection<ChannelId> channels) {
        return book.find(workspace, channels, clock.instant().minus(HOLDS));
    }

    @Override
    public Set<ChannelId> closedTo(WorkspaceId workspace, UserId member, Collection<ChannelId> channels) {
        Map<ChannelId, ChannelFacts> facts = known(workspace, channels);
        Set<ChannelId> theirs = book.privateChannels(workspace, member, clock.instant().minus(HOLDS)).orElse(Set.of());
        return channels.stream().filter(channel -> {
            ChannelFacts known = facts.get(channel);
            return known == null || switch (known.kind()) {
                case PUBLIC -> false;
                case PRIVATE -> !theirs.contains(channel);
                case HIDDEN -> true;
            };
        }).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public Looked look(WorkspaceId workspace, UserId member, Collection<ChannelId> channels) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Slack is not asked within a transaction");
        }
        var looking = new Looking(workspace, Set.copyOf(channels));
        looking.atChannels();
        Map<ChannelId, ChannelFacts> known = known(workspace, channels);
        boolean all = known.keySet().containsAll(channels);
        if (known.values().stream().anyMatch(each -> each.kind() == Kind.PRIVATE)) {
            looking.forMember(member);
            all &= book.privateChannels(workspace, member, looking.at.minus(HOLDS)).isPresent();
        }
        return new Looked(known, all ? null : looking.trouble.get());
    }

    /** One look. */
    private final class Looking {
        private final WorkspaceId workspace;
        private final Set<ChannelId> channels;
        private final Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        private final long until = System.nanoTime() + PATIENCE.toNanos();
        private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();

        Looking(WorkspaceId workspace, Set<ChannelId> channels) {
            this.workspace = workspace;
            this.channels = channels;
        }

        void atChannels() {
            Set<ChannelId> open = new HashSet<>(channels);
            // what was hidden may have let Steward in just now: that is why somebody looks again
            book.find(workspace, channels, at.minus(JUST_TOLD)).values().stream()
                    .filter(known -> known.kind() != Kind.HIDDEN && known.people() != null)
                    .forEach(known -> open.remove(known.channel()));
            if (open.size() > ONE_BY_ONE) {
                List<ChannelFacts> joined = conversations(null, ConversationType.PUBLIC_CHANNEL,
                        ConversationType.PRIVATE_CHANNEL).stream()
                        .filter(each -> channels.contains(new ChannelId(each.getId())))
                        .map(each -> facts(each, true, null)).toList();
                book.keep(workspace, joined);
                joined.forEach(each -> open.remove(each.channel()));
            }
            book.keep(workspace, oneByOne(open));
        }

        void forMember(UserId member) {
            if (book.privateChannels(workspace, member, at.minus(JUST_TOLD))
                    .filter(theirs -> known(workspace, channels).values().stream()
                            .allMatch(each -> each.kind() != Kind.PRIVATE || theirs.contains(each.channel())))
                    .isPresent()) {
                return;
            }
            List<Conversation> theirs = conversations(member, ConversationType.PRIVATE_CHANNEL);
            if (trouble.get() == null) {
                book.keep(workspace, member, theirs.stream().map(each -> new ChannelId(each.getId())).toList(), at);
            }
        }

        private List<ChannelFacts> oneByOne(Collection<ChannelId> open) {
            var answers = new ConcurrentLinkedQueue<ChannelFacts>();
            var waiting = new ConcurrentLinkedQueue<>(open);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < Math.min(AT_ONCE, open.size()); i++) {
                    threads.submit(() -> {
                        for (ChannelId next = waiting.poll(); next != null && goesOn(); next = waiting.poll()) {
                            ChannelFacts answer = ask(next);
                            if (answer != null) {
                                answers.add(answer);
                            }
                        }
                    });
                }
            }
            return List.copyOf(answers);
        }

        private @Nullable ChannelFacts ask(ChannelId channel) {
            return call(client -> {
                var answer = client.conversationsInfo(r -> r.channel(channel.value()).includeNumMembers(true));
                if (answer.isOk()) {
                    return facts(answer.getChannel(), answer.getChannel().isMember(),
                            answer.getChannel().getNumOfMembers());
                }
                if (HIDDEN.contains(String.valueOf(answer.getError()))) {
                    return new ChannelFacts(channel, Kind.HIDDEN, Shared.NO, false, false, null, at);
                }
                throw new Refused(answer.getError());
            });
        }

        /** @param member whose, of those that Steward is in as well; null: Steward's own */
        private List<Conversation> conversations(@Nullable UserId member, ConversationType... types) {
            List<Conversation> all = new ArrayList<>();
            String cursor = "";
            for (int page = 0; page < PAGES && (page == 0 || !cursor.isEmpty()) && goesOn(); page++) {
                String from = cursor;
                String next = call(client -> {
                    var answer = client.usersConversations(r -> r.user(member == null ? null : member.value())
                            .types(List.of(types)).limit(PAGE).cursor(from.isEmpty() ? null : from));
                    if (!answer.isOk()) {
                        throw new Refused(answer.getError());
                    }
                    all.addAll(answer.getChannels());
                    ResponseMetadata more = answer.getResponseMetadata();
                    return more == null || more.getNextCursor() == null ? "" : more.getNextCursor();
                });
                cursor = next == null ? "" : next;
            }
            return all;
        }

        private <T> @Nullable T call(Call<T> call) {
            try {
                return call.of(slack.client(workspace));
            } catch (Refused refused) {
                trouble.compareAndSet(null, Reasons.of(String.valueOf(refused.getMessage())));
            } catch (SlackApiException e) {
                trouble.compareAndSet(null, e.getResponse().code() == 429
                        ? "Slack asked Steward to slow down. Please look again in a minute."
                        : "Slack did not answer as it should. Please look again in a moment.");
            } catch (IOException | JsonParseException e) {
                trouble.compareAndSet(null, "Slack cannot be reached. Please look again in a moment.");
            } catch (NoSuchElementException notInstalled) {
                trouble.compareAndSet(null, Reasons.of("not_installed"));
            }
            return null;
        }

        private boolean goesOn() {
            if (System.nanoTime() - until >= 0) {
                trouble.compareAndSet(null, "Slack took too long. Please look again in a moment.");
            }
            return trouble.get() == null;
        }

        private ChannelFacts facts(Conversation said, boolean joined, @Nullable Integer people) {
            Shared shared = said.isExtShared() || said.isPendingExtShared()
                    ? Shared.OTHERS
                    : said.isOrgShared() ? Shared.ORGANISATION : Shared.NO;
            return new ChannelFacts(new ChannelId(said.getId()),
                    said.isPrivate() || said.isGroup() ? Kind.PRIVATE : Kind.PUBLIC, shared, said.isArchived(), joined,
                    people, at);
        }
    }

    /** A call to Slack. */
    @FunctionalInterface
    private interface Call<T> {
        T of(MethodsClient client) throws IOException, SlackApiException, Refused;
    }

    /** Slack's error code. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(@Nullable String error) {
            super(String.valueOf(error), null, false, false);
        }
    }
}
