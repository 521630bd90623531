package dev.steward.feedback;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.model.Attachment;
import com.slack.api.model.File;
import com.slack.api.model.Message;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.slack.SlackApi;
import dev.steward.slack.SlackText;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Reads messages and files from Slack. Never within a transaction, never before an ack. */
@Component
class SlackMessages {
    /** A thread longer than this is kept up to here. */
    private static final int LONGEST_THREAD = 1_000;
    private static final int PAGE = 200;
    private static final Set<String> PASSING = Set.of("ratelimited", "rate_limited", "internal_error", "fatal_error",
            "service_unavailable", "request_timeout");

    private final SlackApi slack;
    private final Members members;

    SlackMessages(SlackApi slack, Members members) {
        this.slack = slack;
        this.members = members;
    }

    /**
     * A message, and the thread it stands in.
     *
     * @param rootTs      the thread's first message; its own ts outside a thread
     * @param author      its author's user id; null for an app's
     * @param permalink   null where Slack would not tell it
     * @param threadWords everything said in the thread, each message under its author's name; null when it stands alone
     */
    record Read(String ts, String rootTs, @Nullable String author, @Nullable String permalink, String words,
            @Nullable String threadWords, int threadSize) {}

    /** Slack could not be asked; {@code passing}: asking again later may help. */
    static final class Unreadable extends Exception {
        final boolean passing;

        Unreadable(String reason, boolean passing) {
            super(reason);
            this.passing = passing;
        }
    }

    /** @param threadTs the thread it is in, where known */
    Read read(WorkspaceId workspace, ChannelId channel, String ts, @Nullable String threadTs, boolean wholeThread)
            throws Unreadable {
        try {
            MethodsClient client = slack.client(workspace);
            Message message = null;
            List<Message> thread = List.of();
            String root = threadTs == null ? ts : threadTs;
            if (wholeThread || !root.equals(ts)) {
                thread = thread(client, channel, root);
                message = find(thread, ts);
            }
            if (message == null) {
                var replies = answered(client.conversationsReplies(r -> r.channel(channel.value()).ts(ts).oldest(ts)
                        .latest(ts).inclusive(true).limit(PAGE)));
                message = find(replies.getMessages(), ts);
            }
            if (message == null) {
                throw new Unreadable("message_not_found", false);
            }
            var link = client.chatGetPermalink(r -> r.channel(channel.value()).messageTs(ts));
            String itsRoot = message.getThreadTs() == null ? root : message.getThreadTs();
            return new Read(ts, itsRoot, message.getUser(), link.isOk() ? link.getPermalink() : null,
                    words(workspace, message), thread.size() > 1 ? words(workspace, thread) : null, thread.size());
        } catch (SlackApiException e) {
            boolean passing = e.getResponse().code() == 429 || e.getResponse().code() >= 500;
            throw new Unreadable("Slack answered " + e.getResponse().code(), passing);
        } catch (IOException e) {
            throw new Unreadable("Slack cannot be reached", true);
        }
    }

    /** A file that was given to a form. */
    File file(WorkspaceId workspace, String id) throws Unreadable {
        try {
            var info = slack.client(workspace).filesInfo(request -> request.file(id));
            if (!info.isOk() || info.getFile() == null || info.getFile().getUrlPrivate() == null) {
                String error = String.valueOf(info.getError());
                throw new Unreadable(error, PASSING.contains(error));
            }
            return info.getFile();
        } catch (SlackApiException e) {
            boolean passing = e.getResponse().code() == 429 || e.getResponse().code() >= 500;
            throw new Unreadable("Slack answered " + e.getResponse().code(), passing);
        } catch (IOException e) {
            throw new Unreadable("Slack cannot be reached", true);
        }
    }

    private static List<Message> thread(MethodsClient client, ChannelId channel, String root)
            throws IOException, SlackApiException, Unreadable {
        var all = new ArrayList<Message>();
        String cursor = null;
        do {
            String from = cursor;
            var page = answered(client.conversationsReplies(
                    r -> r.channel(channel.value()).ts(root).limit(PAGE).cursor(from)));
            all.addAll(page.getMessages());
            cursor = page.getResponseMetadata() == null ? null : page.getResponseMetadata().getNextCursor();
        } while (cursor != null && !cursor.isEmpty() && all.size() < LONGEST_THREAD);
        return all;
    }

    private static ConversationsRepliesResponse answered(ConversationsRepliesResponse response) throws Unreadable {
        if (!response.isOk()) {
            String error = String.valueOf(response.getError());
            throw new Unreadable(error, PASSING.contains(error));
        }
        return response;
    }

    private static @Nullable Message find(@Nullable List<Message> messages, String ts) {
        return messages == null
                ? null
                : messages.stream().filter(message -> ts.equals(message.getTs())).findFirst().orElse(null);
    }

    private String words(WorkspaceId workspace, List<Message> thread) {
        return thread.stream().map(message -> author(workspace, message) + ": " + words(workspace, message))
                .collect(Collectors.joining("\n\n"));
    }

    private String author(WorkspaceId workspace, Message message) {
        if (message.getUser() != null) {
            return name(workspace, message.getUser());
        }
        return message.getUsername() == null ? "An app" : message.getUsername();
    }

    private String words(WorkspaceId workspace, Message message) {
        String text = message.getText() == null || message.getText().isBlank() ? built(message) : message.getText();
        return plain(workspace, text);
    }

    /** As a reader sees it. */
    String plain(WorkspaceId workspace, String text) {
        return SlackText.plain(text, id -> name(workspace, id));
    }

    private String name(WorkspaceId workspace, String id) {
        return members.find(workspace, new UserId(id)).map(Member::name).orElse(id);
    }

    /** The text of a message that is all blocks or attachments. */
    private static String built(Message message) {
        var texts = new ArrayList<String>();
        if (message.getBlocks() != null) {
            for (LayoutBlock block : message.getBlocks()) {
                if (block instanceof SectionBlock section && section.getText() != null) {
                    texts.add(section.getText().getText());
                } else if (block instanceof HeaderBlock header && header.getText() != null) {
                    texts.add(header.getText().getText());
                }
            }
        }
        if (message.getAttachments() != null) {
            for (Attachment attachment : message.getAttachments()) {
                if (attachment.getText() != null && !attachment.getText().isBlank()) {
                    texts.add(attachment.getText());
                } else if (attachment.getFallback() != null) {
                    texts.add(attachment.getFallback());
                }
            }
        }
        return String.join("\n", texts);
    }
}
