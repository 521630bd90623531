package dev.steward.slack;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns mrkdwn as Slack sends it into the words a reader saw. */
public final class SlackText {
    private static final Pattern MARK = Pattern.compile("<([@#!]?)([^<>|]*)(?:\\|([^<>]*))?>");

    /** Group 1 is what stays. */
    private static final Pattern PERSON = Pattern.compile("<(@[A-Z0-9]+)(?:\\|[^<>]*)?>");
    private static final Pattern ID = Pattern
            .compile("<(@[A-Z0-9]+|#[A-Z0-9]+|!subteam\\^[A-Z0-9]+)(?:\\|[^<>]*)?>");
    private static final Pattern ADDRESS = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:");

    private SlackText() {}

    /** @param names what to call the member with this id */
    public static String plain(String text, UnaryOperator<String> names) {
        if (text.indexOf('<') < 0 && text.indexOf('&') < 0) {
            return text;
        }
        Matcher mark = MARK.matcher(text);
        var plain = new StringBuilder(text.length());
        int from = 0;
        while (mark.find()) {
            plain.append(text, from, mark.start()).append(read(mark, names));
            from = mark.end();
        }
        return unescape(plain.append(text, from, text.length()).toString());
    }

    /** As {@link #plain}, with people as {@code <@U024BE7LH>}. */
    static String plainButPeople(String text, UnaryOperator<String> names) {
        return plainBut(PERSON, text, names);
    }

    /**
     * As {@link #plain}, with people as {@code <@U024BE7LH>}, channels as {@code <#C024BE91L>} and user groups as
     * {@code <!subteam^S024BE7LH>}.
     */
    static String plainButIds(String text, UnaryOperator<String> names) {
        return plainBut(ID, text, names);
    }

    private static String plainBut(Pattern kept, String text, UnaryOperator<String> names) {
        Matcher found = kept.matcher(text);
        var plain = new StringBuilder(text.length());
        int from = 0;
        while (found.find()) {
            plain.append(plain(text.substring(from, found.start()), names)).append('<').append(found.group(1))
                    .append('>');
            from = found.end();
        }
        return plain.append(plain(text.substring(from), names)).toString();
    }

    private static String read(Matcher mark, UnaryOperator<String> names) {
        String target = mark.group(2);
        String label = mark.group(3);
        boolean labelled = label != null && !label.isEmpty();
        return switch (mark.group(1)) {
            case "@" -> "@" + (labelled ? label : escape(names.apply(target)));
            case "#" -> "#" + (labelled ? label : target);
            case "!" -> special(target, labelled ? label : null);
            default -> {
                if (!ADDRESS.matcher(target).lookingAt()) {
                    yield mark.group();
                }
                String url = target.startsWith("mailto:") ? target.substring(7) : target;
                yield !labelled || label.equals(url) || url.endsWith("://" + label) ? url : label + " (" + url + ")";
            }
        };
    }

    private static String special(String target, @org.jspecify.annotations.Nullable String label) {
        if (label != null) {
            return target.startsWith("subteam") && !label.startsWith("@") ? "@" + label : label;
        }
        return "@" + (target.startsWith("subteam^") ? target.substring(8) : target.split("\\^", 2)[0]);
    }

    private static String escape(String name) {
        return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
