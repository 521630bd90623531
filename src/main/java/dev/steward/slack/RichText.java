package dev.steward.slack;

import java.util.List;

import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.element.RichTextListElement;
import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextQuoteElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import org.jspecify.annotations.Nullable;

/** The words of a rich text field, without its formatting. */
final class RichText {
    static String plain(RichTextBlock block) {
        var text = new StringBuilder();
        append(text, block.getElements(), true);
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable List<?> elements, boolean linePerElement) {
        if (elements == null) {
            return;
        }
        for (Object element : elements) {
            if (linePerElement && !text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            append(text, element);
        }
    }

    private static void append(StringBuilder text, @Nullable Object element) {
        switch (element) {
            case RichTextSectionElement section -> append(text, section.getElements(), false);
            case RichTextQuoteElement quote -> append(text, quote.getElements(), false);
            case RichTextPreformattedElement code -> append(text, code.getElements(), false);
            case RichTextListElement list -> append(list, text);
            case RichTextSectionElement.Text words -> add(text, words.getText());
            case RichTextSectionElement.Link link -> {
                boolean named = link.getText() != null && !link.getText().equals(link.getUrl());
                add(text, named ? link.getText() + " (" + link.getUrl() + ")" : link.getUrl());
            }
            case RichTextSectionElement.Emoji emoji -> add(text, ":" + emoji.getName() + ":");
            case RichTextSectionElement.User user -> add(text, "@" + user.getUserId());
            case RichTextSectionElement.Channel channel -> add(text, "#" + channel.getChannelId());
            case RichTextSectionElement.UserGroup group -> add(text, "@" + group.getUsergroupId());
            case RichTextSectionElement.Broadcast all -> add(text, "@" + all.getRange());
            case RichTextSectionElement.Date date -> add(text, date.getFallback());
            case null, default -> {
                // what has no words of its own
            }
        }
    }

    private static void append(RichTextListElement list, StringBuilder text) {
        if (list.getElements() == null) {
            return;
        }
        boolean numbered = "ordered".equals(list.getStyle());
        int number = list.getOffset() == null ? 1 : list.getOffset() + 1;
        for (Object element : list.getElements()) {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            int indent = list.getIndent() == null ? 0 : Math.clamp(list.getIndent(), 0, 8);
            text.append("  ".repeat(indent)).append(numbered ? number++ + ". " : "• ");
            append(text, element);
        }
    }

    private static void add(StringBuilder text, @Nullable String words) {
        if (words != null) {
            text.append(words);
        }
    }

    private RichText() {}
}
