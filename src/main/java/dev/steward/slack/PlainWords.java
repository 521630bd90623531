package dev.steward.slack;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.steward.workspace.Member;
import dev.steward.workspace.UserId;

/** Steward's own mrkdwn where Slack shows plain text only, as beside a form's field. */
public final class PlainWords {
    private static final Pattern CONTROL = Pattern.compile("<(@|!date\\^)([^>|]*)(?:\\|([^>]*))?>");

    private PlainWords() {}

    /** @param members whoever is named that is not among them is somebody */
    public static String of(String mrkdwn, Function<UserId, Optional<Member>> members) {
        return CONTROL.matcher(mrkdwn)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).equals("@")
                        ? members.apply(new UserId(found.group(2))).map(Member::name).orElse("somebody")
                        : found.group(3) == null ? "" : found.group(3)))
                .replace("*", "").replace("\u2060", "").replace("&lt;", "<").replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
