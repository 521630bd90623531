package dev.steward.sandbox;

import java.util.regex.Pattern;

/** Links: those to a message of this Slack stay on the page, as Slack's own do in Slack; all others open beside it. */
final class PagePermalinks {
    private static final Pattern MESSAGE = Pattern.compile("https://[a-z0-9-]+\\.slack\\.com/archives/([CDG][A-Z0-9]+)"
            + "/p(\\d{10})(\\d{6})(?:\\?thread_ts=(\\d+\\.\\d+)\\S*)?");

    /** @param address a link that may be shown */
    static PageHtml.Element lead(PageHtml.Element link, String address, PageNames names) {
        var message = MESSAGE.matcher(address);
        if (message.matches() && names.channel(message.group(1)).isPresent()) {
            String channel = names.channelUrl(message.group(1));
            return link.attribute("href", message.group(4) == null
                    ? channel + "/m/" + message.group(2) + "." + message.group(3)
                    : channel + "/t/" + message.group(4));
        }
        return link.attribute("href", address.strip())
                .attribute("target", "_blank")
                .attribute("rel", "noopener noreferrer");
    }

    private PagePermalinks() {}
}
