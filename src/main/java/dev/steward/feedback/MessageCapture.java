package dev.steward.feedback;

import java.util.Map;
import java.util.Optional;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.feedback.Drafts.Draft;
import dev.steward.feedback.SlackMessages.Read;
import dev.steward.feedback.SlackMessages.Unreadable;
import dev.steward.slack.Actor;
import dev.steward.slack.Reply;
import dev.steward.slack.SlackRequest.EventRequest;
import dev.steward.slack.SlackRequest.MessageShortcutRequest;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Settings;
import dev.steward.workspace.WorkspaceId;

/** A message becomes feedback: by the shortcut in its menu, or by a reaction. */
@Component
class MessageCapture {
    private final SlackMessages messages;
    private final Drafts drafts;
    private final FeedbackItems items;
    private final FeedbackReaders readers;
    private final FormAnswers forms;
    private final CaptureReactions reactions;
    private final Settings settings;
    private final Members members;

    MessageCapture(SlackMessages messages, Drafts drafts, FeedbackItems items, FeedbackReaders readers,
            FormAnswers forms, CaptureReactions reactions, Settings settings, Members members) {
        this.messages = messages;
        this.drafts = drafts;
        this.items = items;
        this.readers = readers;
        this.forms = forms;
        this.reactions = reactions;
        this.settings = settings;
        this.members = members;
    }

    Reply shortcut(MessageShortcutRequest request) {
        return new Reply.Opens(FeedbackForm.reading("the message"), () -> form(request));
    }

    private View form(MessageShortcutRequest request) {
        WorkspaceId workspace = request.actor().workspace();
        var person = ItemAnswers.person(request.actor());
        var message = request.message();
        Read read;
        String notice = null;
        try {
            read = messages.read(workspace, message.channel(), message.ts(), message.threadTs(),
                    message.threadTs() != null);
        } catch (Unreadable e) {
            read = new Read(message.ts(), message.ts(), request.authorId(), null,
                    messages.plain(workspace, request.text()), null, 0);
            notice = e.passing
                    ? "Slack did not tell the link of this message. You can add it below."
                    : "Steward is not in that channel, so the link and the thread are missing.";
        }
        Draft draft = drafts.keep(workspace, message.channel(), read, request.actor().user());
        boolean thread = false;
        Optional<Entry> known = items.captured(workspace, draft.key(false));
        if (known.isPresent()) {
            FeedbackItem item = known.get().item();
            String already = "That message is *" + item.reference() + "* already.";
            if (read.threadSize() < 2 || items.captured(workspace, draft.key(true)).isPresent()) {
                return FeedbackForm.says(already, readers.sees(item, person) ? item : null);
            }
            thread = true;
            notice = already + " Its whole thread can be another item.";
        }
        FormContent content = FormContent.words("", Source.SLACK, read.permalink()).withWords(draft.words(thread),
                !thread);
        return forms.form(request.actor(), FormState.of(draft.id(), thread), content, notice);
    }

    Reply reaction(EventRequest request) {
        Actor actor = request.actor();
        String emoji = text(request.event(), "reaction");
        if (emoji == null
                || !emoji.replaceFirst("::skin-tone-\\d$", "").equals(settings.captureEmoji(actor.workspace()))
                || members.find(actor.workspace(), actor.user()).filter(Member::bot).isPresent()
                || !(request.event().get("item") instanceof Map<?, ?> item)) {
            return Reply.done();
        }
        String channel = text(item, "channel");
        String ts = text(item, "ts");
        if ("message".equals(text(item, "type")) && channel != null && ts != null) {
            reactions.note(actor.workspace(), new ChannelId(channel), ts, actor.user());
        }
        return Reply.done();
    }

    private static @Nullable String text(Map<?, ?> object, String name) {
        return object.get(name) instanceof String text ? text : null;
    }
}
