package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import tools.jackson.databind.node.JsonNodeFactory;

import dev.steward.sandbox.Choices.Choice;

/** What the tests of the page's markup share. */
final class PageMarkup {

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]+)((?: [a-z-]+=\"[^\"<>]*\")*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile(" ([a-z-]+)=\"([^\"]*)\"");

    private PageMarkup() {}

    static PageScope scope() {
        return new PageScope("x", new Names(), ZoneId.of("Europe/Oslo"), JsonNodeFactory.instance.objectNode(),
                Map.of());
    }

    static String mrkdwn(String text) {
        return scope().mrkdwn().render(text).html();
    }

    /** Reads HTML more strictly than any browser: known tags with quoted attributes, and text, and nothing else. */
    static void assertHarmless(String html) {
        var tag = TAG.matcher(html);
        int from = 0;
        int depth = 0;
        while (tag.find()) {
            assertThat(html.substring(from, tag.start())).doesNotContain("<", ">");
            assertThat(PageHtml.TAGS).contains(tag.group(2));
            if (!PageHtml.VOID.contains(tag.group(2))) {
                depth += tag.group(1).isEmpty() ? 1 : -1;
            }
            var attribute = ATTRIBUTE.matcher(tag.group(3));
            while (attribute.find()) {
                assertThat(attribute.group(1)).doesNotStartWith("on").isNotEqualTo("style");
                if (attribute.group(1).equals("href") || attribute.group(1).equals("src")) {
                    assertThat(attribute.group(2)).matches("(?is)(https?:|mailto:|/(?![/\\\\])).*");
                }
            }
            from = tag.end();
        }
        assertThat(html.substring(from)).doesNotContain("<", ">");
        assertThat(depth).isZero();
    }

    static final class Names implements PageNames {
        @Override
        public Optional<String> user(String userId) {
            return userId.equals("U1") ? Optional.of("Ada <Lund>") : Optional.empty();
        }

        @Override
        public Optional<String> channel(String channelId) {
            return channelId.equals("C1") ? Optional.of("general") : Optional.empty();
        }

        @Override
        public Optional<String> group(String groupId) {
            return groupId.equals("S1") ? Optional.of("product") : Optional.empty();
        }

        @Override
        public String channelUrl(String channelId) {
            return "/as/U1/c/" + channelId;
        }

        @Override
        public String fileUrl(String fileId) {
            return new PageUrls("U1").file(fileId);
        }

        @Override
        public boolean isReader(String userId) {
            return userId.equals("U1");
        }

        @Override
        public List<Choice> people() {
            return List.of(new Choice("Ada <Lund>", "U1", null, null));
        }

        @Override
        public List<Choice> publicChannels() {
            return List.of(new Choice("#general", "C1", null, null));
        }

        @Override
        public List<Choice> conversations() {
            return publicChannels();
        }
    }
}
