package dev.steward.sandbox;

import static dev.steward.sandbox.PageMarkup.assertHarmless;
import static dev.steward.sandbox.PageMarkup.scope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

class PageBlocksTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void everyBlockOfAMessageIsShown() {
        var html = html(read("message-blocks.json"));
        assertHarmless(html);
        assertThat(html).contains("<h3 class=\"bk-header\">FB-12 The export is broken</h3>",
                "<strong>Bold</strong>", "bk-fields", "<hr>", "<ol class=\"rt-list rt-indent-0\">",
                "<ul class=\"rt-list rt-indent-1\">", "<td class=\"bk-right\">3</td>", "alt=\"The mark of Steward\"",
                "btn btn-primary", "btn btn-danger", "role=\"combobox\"", "value=\"2026-03-31\"",
                "Slack would show a “video” here.", "bk-context");
    }

    @Test
    void everyInputHasItsLabel() {
        var modal = read("modal.json");
        var html = html(modal.path("blocks"));
        assertHarmless(html);
        for (var block : modal.path("blocks")) {
            if (block.path("type").asString("").equals("input")) {
                assertThat(html).contains(block.path("label").path("text").asString(""));
            }
        }
        assertThat(html).contains("type=\"email\"", "type=\"url\"", "type=\"date\"", "type=\"time\"",
                "type=\"datetime-local\"", "type=\"checkbox\"", "type=\"radio\"", "type=\"file\"", "<textarea",
                "data-use=\"type\"", "data-most=\"50\"", "aria-multiselectable=\"true\"", "data-ask-min=\"1\"",
                " (optional)").doesNotContain("Slack would show");
    }

    @Test
    void whatAFieldHoldsCountsMoreThanWhatItBeganWith() {
        var state = JSON.readTree("""
                {"summary": {"summary": {"type": "plain_text_input", "value": "typed"}},
                 "weight": {"weight": {"type": "radio_buttons", "selected_option": {"value": "2"}}},
                 "channel": {"channel": {"type": "channels_select", "selected_channel": null}},
                 "moment": {"moment": {"type": "datetimepicker", "selected_date_time": 1767225600}},
                 "kind": {"kind": {"type": "static_select", "selected_option": {"value": "idea", "text": {"text": "Idea"}}}}}
                """);
        var held = new PageScope("x", new PageMarkup.Names(), ZoneId.of("Europe/Oslo"), state, Map.of());
        var html = new PageBlocks(held).render(read("modal.json").path("blocks")).html();
        assertThat(html).contains("value=\"typed\"", "value=\"2026-01-01T01:00\"", "value=\"2\" checked=\"\"",
                "value=\"idea\" data-chosen=\"\"").doesNotContain("value=\"In short\"", "value=\"1\" checked");
    }

    @Test
    void errorsStandAtTheirFieldAndAreTiedToIt() {
        var wrong = new PageScope("x", new PageMarkup.Names(), ZoneId.of("Europe/Oslo"), JSON.createObjectNode(),
                Map.of("words", "Say <something>", "customer", "Choose one"));
        var html = new PageBlocks(wrong).render(read("modal.json").path("blocks")).html();
        assertHarmless(html);
        var id = wrong.fieldId("words", "words");
        assertThat(html).contains("<p class=\"input-error\" id=\"" + id + "-error\">Say &lt;something&gt;</p>")
                .contains("aria-describedby=\"" + id + "-error " + id + "-hint\" aria-invalid=\"true\"")
                .contains("aria-describedby=\"" + wrong.fieldId("customer", "customer") + "-error\"");
    }

    @Test
    void whatABrowserPostsIsReadBackIntoFields() {
        var oslo = ZoneId.of("Europe/Oslo");
        var posted = Map.of(PageFields.name("a block.", "ä"), List.of("", "one", "two"), PageFields.name("b", "empty"),
                List.of(""), PageFields.momentName("m", "at"), List.of("2026-01-01T01:00"), "block", List.of("x"),
                "f.odd", List.of("y"));
        assertThat(PageFields.read(posted, oslo)).containsExactlyInAnyOrder(Field.of("a block.", "ä", "one", "two"),
                Field.of("b", "empty"), Field.of("m", "at", "1767225600"));
    }

    @Test
    void onlyKnownTagsAttributesAndAddressesCanBeMade() {
        assertThatThrownBy(() -> PageHtml.tag("script")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PageHtml.tag("a").attribute("onclick", "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PageHtml.tag("a").attribute("hx-on:click", "x"))
                .isInstanceOf(IllegalArgumentException.class);
        for (var address : List.of("javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
                "data:text/html,x", "//evil.example/x", "/\\evil.example", "vbscript:x", "")) {
            assertThat(PageHtml.tag("a").attribute("href", address).html()).isEqualTo("<a></a>");
        }
    }

    @Property(tries = 300)
    void whateverTextGoesInNoTagOutsideTheKnownSetComesOut(@ForAll String text, @ForAll boolean mrkdwn) {
        var nasty = text + "\"><script>alert(1)</script>" + (mrkdwn ? "<https://x.y|" + text + ">" : "");
        assertHarmless(html(everyTextIs(read("message-blocks.json"), nasty)));
        assertHarmless(html(everyTextIs(read("modal.json").path("blocks"), nasty)));
    }

    private static JsonNode everyTextIs(JsonNode node, String text) {
        if (node instanceof ObjectNode object) {
            for (var name : List.copyOf(object.propertyNames())) {
                boolean structure = name.equals("type") || name.equals("style");
                if (object.get(name) instanceof StringNode && !structure) {
                    object.put(name, text);
                } else {
                    everyTextIs(object.get(name), text);
                }
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(item -> everyTextIs(item, text));
        }
        return node;
    }

    private static String html(JsonNode blocks) {
        return new PageBlocks(scope()).render(blocks).html();
    }

    private static JsonNode read(String name) {
        try (var stream = new ClassPathResource("sandbox/" + name).getInputStream()) {
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
