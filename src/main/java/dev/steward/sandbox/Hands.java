package dev.steward.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.sandbox.Place.InMessage;
import dev.steward.sandbox.Place.InView;
import dev.steward.sandbox.SandboxFeed.Change;
import dev.steward.sandbox.SandboxFeed.What;
import dev.steward.sandbox.SharedFiles.SharedFile;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/** Does what people do, as far as they may. */
@Component
@SandboxMode
class Hands implements SandboxActions {
    private static final Pattern OWN_COMMAND = Pattern.compile("/(invite|leave|remove|kick)(?:\\s+@?([\\w.-]*))?",
            Pattern.CASE_INSENSITIVE);

    private final Channels channels;
    private final Messages messages;
    private final People people;
    private final Views views;
    private final SharedFiles files;
    private final Teams teams;
    private final Composer composer;
    private final Interactions interactions;
    private final Posting posting;
    private final Events events;
    private final SandboxFeed feed;
    private final TransactionTemplate transaction;

    Hands(Channels channels, Messages messages, People people, Views views, SharedFiles files, Teams teams,
            Composer composer, Interactions interactions, Posting posting, Events events, SandboxFeed feed,
            TransactionTemplate transaction) {
        this.channels = channels;
        this.messages = messages;
        this.people = people;
        this.views = views;
        this.files = files;
        this.teams = teams;
        this.composer = composer;
        this.interactions = interactions;
        this.posting = posting;
        this.events = events;
        this.feed = feed;
        this.transaction = transaction;
    }

    @Override
    public Outcome types(UserId person, ChannelId channel, @Nullable String threadTs, String text) {
        Matcher own = OWN_COMMAND.matcher(text.strip());
        return own.matches()
                ? ownCommand(person, channel, own.group(1), own.group(2))
                : writing(person, channel, in -> composer.types(person, in, threadTs, text));
    }

    /** What Slack does itself. */
    private Outcome ownCommand(UserId person, ChannelId channel, String command, @Nullable String handle) {
        if (command.equals("leave")) {
            return leaves(person, channel);
        }
        Optional<UserId> other = people.byHandle(handle == null ? "" : handle).map(SandboxReads.Person::id);
        if (other.isEmpty()) {
            return Outcome.failed("Say whom: /" + command + " @name", Duration.ZERO);
        }
        return command.equals("invite")
                ? invites(person, channel, other.get())
                : removes(person, channel, other.get());
    }

    @Override
    public Outcome uses(UserId person, Place place, Field used, List<Field> fields) {
        return switch (place) {
            case InMessage in -> onMessage(person, in.channel(), in.ts(),
                    message -> interactions.uses(person, message, used, fields));
            case InView in -> onView(person, in.viewId(), view -> interactions.uses(view, used, fields));
        };
    }

    @Override
    public Choices asks(UserId person, Place place, String blockId, String actionId, String typed) {
        Optional<Choices> choices = switch (place) {
            case InMessage in -> seen(person, in.channel(), in.ts())
                    .map(message -> interactions.asks(person, message, blockId, actionId, typed));
            case InView in -> own(person, in.viewId())
                    .map(view -> interactions.asks(view, blockId, actionId, typed));
        };
        return choices.orElseGet(() -> new Choices(List.of(), "This is no longer here."));
    }

    @Override
    public void keeps(UserId person, String viewId, List<Field> fields) {
        own(person, viewId).ifPresent(view -> interactions.keeps(view, fields));
    }

    @Override
    public Outcome submits(UserId person, String viewId, List<Field> fields) {
        return onView(person, viewId, view -> interactions.submits(view, fields));
    }

    @Override
    public Outcome closes(UserId person, String viewId, boolean all) {
        return onView(person, viewId, view -> interactions.closes(view, all));
    }

    @Override
    public Outcome usesShortcut(UserId person, String callbackId, ChannelId channel, String ts) {
        return onMessage(person, channel, ts, message -> message.ephemeral()
                ? Outcome.failed("Shortcuts do not work on messages that only you can see.", Duration.ZERO)
                : interactions.shortcut(person, callbackId, message));
    }

    @Override
    public Outcome usesShortcut(UserId person, String callbackId) {
        return interactions.shortcut(person, callbackId);
    }

    @Override
    public Outcome reacts(UserId person, ChannelId channel, String ts, String emoji) {
        return react(person, channel, ts, emoji, true);
    }

    @Override
    public Outcome unreacts(UserId person, ChannelId channel, String ts, String emoji) {
        return react(person, channel, ts, emoji, false);
    }

    @Override
    public Outcome edits(UserId person, ChannelId channel, String ts, String text) {
        return onOwnMessage(person, channel, ts,
                message -> posting.edit(channels.get(channel), message, composer.mrkdwn(text)));
    }

    @Override
    public Outcome deletes(UserId person, ChannelId channel, String ts) {
        return onOwnMessage(person, channel, ts, message -> {
            posting.delete(channels.get(channel), message);
            return message;
        });
    }

    @Override
    public void dismisses(UserId person, ChannelId channel, String ts) {
        transaction.executeWithoutResult(status -> seen(person, channel, ts).filter(StoredMessage::ephemeral)
                .ifPresent(message -> posting.delete(channels.get(channel), message)));
    }

    @Override
    public Outcome uploads(UserId person, ChannelId channel, @Nullable String threadTs, String fileName,
            String mimeType, byte[] content, String comment) {
        return writing(person, channel, in -> Outcome.shows(transaction.execute(status -> {
            SharedFile file = files.add(fileName, mimeType, person, null, content.length, content);
            StoredMessage message = posting.fromPerson(person, in, threadTs, composer.mrkdwn(comment),
                    List.of(files.json(file, teams.get())));
            files.share(file.id(), file.title(), channel, message.ts(), threadTs);
            return messages.json(message, false);
        }), Duration.ZERO));
    }

    @Override
    public String puts(UserId person, String fileName, String mimeType, byte[] content) {
        return files.add(fileName, mimeType, person, null, content.length, content).id();
    }

    @Override
    public Outcome opensHome(UserId person) {
        transaction.executeWithoutResult(status -> {
            Channel direct = channels.direct(person, new UserId(teams.get().botUserId()));
            events.homeOpened(person, direct.id(), views.home(person));
        });
        return Outcome.done(Duration.ZERO);
    }

    @Override
    public ChannelId opensDirectMessages(UserId person, UserId other) {
        ChannelId opened = transaction
                .execute(status -> channels.direct(people.get(person).id(), people.get(other).id()).id());
        feed.changed(Change.of(What.CONVERSATIONS));
        return Objects.requireNonNull(opened);
    }

    @Override
    public void joins(UserId person, ChannelId channel) {
        transaction.executeWithoutResult(status -> {
            Channel joined = channels.get(channel);
            if (joined.open() && !people.get(person).outsider() && channels.join(channel, person)) {
                events.memberJoined(joined, person, people.get(person).teamId());
                feed.changed(Change.of(What.CONVERSATIONS));
            }
        });
    }

    @Override
    public Outcome invites(UserId person, ChannelId channel, UserId other) {
        return inChannel(person, channel, in -> {
            if (channels.join(channel, other)) {
                events.memberJoined(in, other, people.get(other).teamId());
            }
        });
    }

    @Override
    public Outcome leaves(UserId person, ChannelId channel) {
        return removes(person, channel, person);
    }

    @Override
    public Outcome removes(UserId person, ChannelId channel, UserId other) {
        return inChannel(person, channel, in -> {
            if (channels.isMember(channel, other)) {
                channels.leave(channel, other);
                events.memberLeft(in, other, people.get(other).teamId());
            }
        });
    }

    private Outcome inChannel(UserId person, ChannelId id, Consumer<Channel> does) {
        return writing(person, id, channel -> {
            if (channel.direct()) {
                return Outcome.failed("Direct messages stay between those who are in them.", Duration.ZERO);
            }
            transaction.executeWithoutResult(status -> does.accept(channel));
            feed.changed(Change.of(What.CONVERSATIONS));
            return Outcome.done(Duration.ZERO);
        });
    }

    @Override
    public void marksRead(UserId person, ChannelId channel, String ts) {
        channels.markRead(channel, person, ts);
        feed.changed(person, Change.of(What.CONVERSATIONS));
    }

    private Outcome react(UserId person, ChannelId channel, String ts, String emoji, boolean add) {
        return onMessage(person, channel, ts, message -> Outcome.shows(transaction.execute(status -> {
            boolean changed = add
                    ? messages.react(channel, ts, emoji, person)
                    : messages.unreact(channel, ts, emoji, person);
            if (changed) {
                events.reaction(add, channels.get(channel), message, emoji, person);
                feed.changed(Change.of(message));
            }
            return messages.json(message, false);
        }), Duration.ZERO));
    }

    private Outcome writing(UserId person, ChannelId id, Function<Channel, Outcome> does) {
        Channel channel = channels.get(id);
        if (!channels.isMember(id, person)) {
            return Outcome.failed("You are not in this channel.", Duration.ZERO);
        }
        return channel.archived()
                ? Outcome.failed("This channel is archived.", Duration.ZERO)
                : does.apply(channel);
    }

    private Outcome onMessage(UserId person, ChannelId channel, String ts, Function<StoredMessage, Outcome> does) {
        return seen(person, channel, ts).map(does)
                .orElseGet(() -> Outcome.failed("This message is no longer here.", Duration.ZERO));
    }

    private Outcome onOwnMessage(UserId person, ChannelId channel, String ts,
            Function<StoredMessage, StoredMessage> does) {
        return onMessage(person, channel, ts, message -> message.author().equals(person.value())
                ? Outcome.shows(transaction.execute(status -> messages.json(does.apply(message), false)),
                        Duration.ZERO)
                : Outcome.failed("Only its author can do that.", Duration.ZERO));
    }

    private Outcome onView(UserId person, String viewId, Function<View, Outcome> does) {
        return own(person, viewId).map(does)
                .orElseGet(() -> Outcome.failed("This is no longer here.", Duration.ZERO));
    }

    private Optional<StoredMessage> seen(UserId person, ChannelId channel, String ts) {
        return messages.find(channel, ts).filter(message -> channels.isMember(channel, person))
                .filter(message -> message.ephemeralTo() == null || message.ephemeralTo().equals(person.value()));
    }

    private Optional<View> own(UserId person, String viewId) {
        return views.find(viewId).filter(view -> view.person().equals(person));
    }
}
