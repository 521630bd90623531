package dev.steward.sandbox;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/**
 * What a person does in the sandbox's Slack. The page and the tests' driver both act through it. Each method returns when Slack
 * would let the person go on: after the app's answer where Slack waits for one (three seconds at most), at once where it does
 * not (messages, reactions, files: the app hears of those by events).
 */
interface SandboxActions {

    /**
     * Sends what was typed into the composer: a message, or a slash command when it starts with {@code /}. Slack takes no slash
     * commands in threads, and the outcome says so.
     *
     * @param threadTs the thread it is typed in; null in the channel itself
     */
    Outcome types(UserId person, ChannelId channel, @Nullable String threadTs, String text);

    /**
     * Uses a button or field: pressed, chosen, picked, or typed in where the field tells the app while typing.
     *
     * @param used   the element, and what it holds after the use; a button's and overflow's chosen value, or nothing
     * @param fields everything else that the modal, App Home or message holds at this moment
     */
    Outcome uses(UserId person, Place place, Field used, List<Field> fields);

    /** Asks the app for the choices of an external select, as Slack does on every pause in typing. */
    Choices asks(UserId person, Place place, String blockId, String actionId, String typed);

    /**
     * Remembers what a modal or App Home holds, without telling the app. A page calls it before it draws the view anew, so
     * that nothing typed is lost.
     */
    void keeps(UserId person, String viewId, List<Field> fields);

    /**
     * Presses a modal's submit button. Slack itself refuses empty required fields and malformed values, with field errors, before
     * the app hears of it. Afterwards {@link SandboxReads#openViews} tells which modal is on top, if any.
     */
    Outcome submits(UserId person, String viewId, List<Field> fields);

    /** Closes one modal (its close button), or with {@code all} the whole stack (the cross at the top). */
    Outcome closes(UserId person, String viewId, boolean all);

    /** Chooses a message shortcut from a message's menu. */
    Outcome usesShortcut(UserId person, String callbackId, ChannelId channel, String ts);

    /** Chooses a global shortcut from the lightning menu. */
    Outcome usesShortcut(UserId person, String callbackId);

    /** @param emoji the name without colons */
    Outcome reacts(UserId person, ChannelId channel, String ts, String emoji);

    Outcome unreacts(UserId person, ChannelId channel, String ts, String emoji);

    /** Changes the text of the person's own message. */
    Outcome edits(UserId person, ChannelId channel, String ts, String text);

    /** Deletes the person's own message. */
    Outcome deletes(UserId person, ChannelId channel, String ts);

    /** Takes an ephemeral message off the person's own screen. */
    void dismisses(UserId person, ChannelId channel, String ts);

    /** Shares a file as a message with it. */
    Outcome uploads(UserId person, ChannelId channel, @Nullable String threadTs, String fileName, String mimeType,
            byte[] content, String comment);

    /** Puts a file into a form's file field, shared with nobody yet, and says its id, which is what the field then holds. */
    String puts(UserId person, String fileName, String mimeType, byte[] content);

    /** Opens the app's Home tab; the app hears of it by {@code app_home_opened}. */
    Outcome opensHome(UserId person);

    /** Opens the direct messages with somebody (or with the app) and says which channel they are. */
    ChannelId opensDirectMessages(UserId person, UserId other);

    /** Joins a public channel; joining one twice changes nothing. */
    void joins(UserId person, ChannelId channel);

    /** Lets somebody into a channel that one is in: {@code /invite @steward}. */
    Outcome invites(UserId person, ChannelId channel, UserId other);

    /** Goes out of a channel. */
    Outcome leaves(UserId person, ChannelId channel);

    /** Puts somebody out of a channel that one is in: {@code /remove @steward}. */
    Outcome removes(UserId person, ChannelId channel, UserId other);

    /** Marks the channel read up to and with {@code ts}. */
    void marksRead(UserId person, ChannelId channel, String ts);
}
