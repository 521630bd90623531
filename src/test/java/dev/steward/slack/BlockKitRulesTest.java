package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.slack.BlockKitRules.Violation;

/** Each limit: at its edge all is well, one past it is refused, and where is said. */
class BlockKitRulesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("limits")
    void atTheEdgeAllIsWellAndPastItIsNot(String what, int limit, IntFunction<String> json, String path) {
        assertThat(check(json.apply(limit))).as("%s of %d", what, limit).isEmpty();
        assertThat(check(json.apply(limit + 1))).as("%s of %d", what, limit + 1).extracting(Violation::path)
                .contains(path);
    }

    static List<Arguments> limits() {
        return List.of(
                limit("blocks of a message", 50, n -> message(repeat(n, i -> "{'type':'divider'}")), "blocks"),
                limit("text of a message", 40_000, n -> "{'text':'" + x(n) + "'}", "text"),
                limit("markdown text", 12_000, n -> "{'markdown_text':'" + x(n) + "'}", "markdown_text"),
                limit("all characters", 13_200,
                        n -> message(repeat(5, i -> section(i < 4 ? 2_640 : n - 4 * 2_640))), "blocks"),
                limit("section text", 3_000, n -> message(section(n)), "blocks[0].text.text"),
                limit("section fields", 10, n -> message("{'type':'section','fields':["
                        + repeat(n, i -> mrkdwn(1)) + "]}"), "blocks[0].fields"),
                limit("a field", 2_000, n -> message("{'type':'section','fields':[" + mrkdwn(n) + "]}"),
                        "blocks[0].fields[0].text"),
                limit("header", 150, n -> message("{'type':'header','text':" + plain(n) + "}"),
                        "blocks[0].text.text"),
                limit("context elements", 10, n -> message("{'type':'context','elements':["
                        + repeat(n, i -> mrkdwn(1)) + "]}"), "blocks[0].elements"),
                limit("actions elements", 25,
                        n -> message(actions(repeat(n, i -> button(1, "'action_id':'a" + i + "'")))),
                        "blocks[0].elements"),
                limit("button text", 75, n -> message(actions(button(n, "'action_id':'a'"))),
                        "blocks[0].elements[0].text.text"),
                limit("button value", 2_000, n -> message(actions(button(1, "'value':'" + x(n) + "'"))),
                        "blocks[0].elements[0].value"),
                limit("button url", 3_000, n -> message(actions(button(1, "'url':'https://" + x(n - 8) + "'"))),
                        "blocks[0].elements[0].url"),
                limit("action_id", 255, n -> message(actions(button(1, "'action_id':'" + x(n) + "'"))),
                        "blocks[0].elements[0].action_id"),
                limit("block_id", 255, n -> message("{'type':'divider','block_id':'" + x(n) + "'}"),
                        "blocks[0].block_id"),
                limit("confirm title", 100, n -> message(actions(button(1, confirm(n, 1, 1)))),
                        "blocks[0].elements[0].confirm.title.text"),
                limit("confirm text", 300, n -> message(actions(button(1, confirm(1, n, 1)))),
                        "blocks[0].elements[0].confirm.text.text"),
                limit("confirm button", 30, n -> message(actions(button(1, confirm(1, 1, n)))),
                        "blocks[0].elements[0].confirm.confirm.text"),
                limit("options", 100, n -> message(actions(select("'options':[" + options(n, 5, 5) + "]"))),
                        "blocks[0].elements[0].options"),
                limit("option text", 75, n -> message(actions(select("'options':[" + options(1, n, 5) + "]"))),
                        "blocks[0].elements[0].options[0].text.text"),
                limit("option value", 150, n -> message(actions(select("'options':[" + options(1, 5, n) + "]"))),
                        "blocks[0].elements[0].options[0].value"),
                limit("option groups", 100, n -> message(actions(select("'option_groups':[" + repeat(n,
                        i -> "{'label':" + plain(1) + ",'options':[" + options(1, 5, 5) + "]}") + "]"))),
                        "blocks[0].elements[0].option_groups"),
                limit("group label", 75, n -> message(actions(select("'option_groups':[{'label':" + plain(n)
                        + ",'options':[" + options(1, 5, 5) + "]}]"))),
                        "blocks[0].elements[0].option_groups[0].label.text"),
                limit("checkboxes", 10, n -> message(actions("{'type':'checkboxes','options':["
                        + options(n, 5, 5) + "]}")), "blocks[0].elements[0].options"),
                limit("radio buttons", 10, n -> message(actions("{'type':'radio_buttons','options':["
                        + options(n, 5, 5) + "]}")), "blocks[0].elements[0].options"),
                limit("overflow", 5, n -> message(actions("{'type':'overflow','options':["
                        + options(n, 5, 5) + "]}")), "blocks[0].elements[0].options"),
                limit("placeholder", 150, n -> message(actions(select("'options':[" + options(1, 5, 5)
                        + "],'placeholder':" + plain(n)))), "blocks[0].elements[0].placeholder.text"),
                limit("image alt text", 2_000, n -> message(
                        "{'type':'image','image_url':'https://x/y.png','alt_text':'" + x(n) + "'}"),
                        "blocks[0].alt_text"),
                limit("table rows", 100, n -> message(table(n, 1)), "blocks[0].rows"),
                limit("table cells", 20, n -> message(table(1, n)), "blocks[0].rows[0]"),
                limit("markdown block", 12_000, n -> message("{'type':'markdown','text':'" + x(n) + "'}"),
                        "blocks[0].text"),
                limit("blocks of a modal", 100, n -> modal(repeat(n, i -> "{'type':'divider'}"), ""), "view.blocks"),
                limit("blocks of App Home", 100,
                        n -> "{'type':'home','blocks':[" + repeat(n, i -> "{'type':'divider'}") + "]}", "view.blocks"),
                limit("modal title", 24, n -> "{'type':'modal','title':" + plain(n) + ",'blocks':[]}",
                        "view.title.text"),
                limit("submit", 24, n -> modal("", ",'submit':" + plain(n)), "view.submit.text"),
                limit("close", 24, n -> modal("", ",'close':" + plain(n)), "view.close.text"),
                limit("private_metadata", 3_000, n -> modal("", ",'private_metadata':'" + x(n) + "'"),
                        "view.private_metadata"),
                limit("callback_id", 255, n -> modal("", ",'callback_id':'" + x(n) + "'"), "view.callback_id"),
                limit("external_id", 255, n -> modal("", ",'external_id':'" + x(n) + "'"), "view.external_id"),
                limit("label", 2_000, n -> form(input(n, "'type':'plain_text_input'", "")),
                        "view.blocks[0].label.text"),
                limit("hint", 2_000, n -> form(input(1, "'type':'plain_text_input'", ",'hint':" + plain(n))),
                        "view.blocks[0].hint.text"),
                limit("initial value", 3_000,
                        n -> form(input(1, "'type':'plain_text_input','initial_value':'" + x(n) + "'", "")),
                        "view.blocks[0].element.initial_value"),
                limit("max_length", 3_000, n -> form(input(1, "'type':'plain_text_input','max_length':" + n, "")),
                        "view.blocks[0].element.max_length"),
                limit("max_files", 10, n -> form(input(1, "'type':'file_input','max_files':" + n, "")),
                        "view.blocks[0].element.max_files"));
    }

    @Test
    void aViewOfMoreThanAQuarterMegabyteIsRefused() {
        String blocks = repeat(90, i -> section(2_900));
        assertThat(check(modal(blocks, ""))).extracting(Violation::path).contains("view");
        assertThat(check(modal(repeat(80, i -> section(2_900)), ""))).isEmpty();
    }

    @Test
    void idsAreUniqueInAMessageOrView() {
        assertThat(check(message("{'type':'divider','block_id':'a'},{'type':'divider','block_id':'a'}")))
                .extracting(Violation::path).containsExactly("blocks[1].block_id");
        assertThat(check(message(actions(button(1, "'action_id':'a'") + "," + button(1, "'action_id':'a'")))))
                .extracting(Violation::path).containsExactly("blocks[0].elements[1].action_id");
        assertThat(check(message(actions(button(1, "'action_id':'a#1'") + "," + button(1, "'action_id':'a#2'")))))
                .isEmpty();
    }

    @Test
    void aFormNeedsASubmitButton() {
        String input = input(1, "'type':'plain_text_input'", "");
        assertThat(check(modal(input, ""))).extracting(Violation::path).containsExactly("view.submit");
        assertThat(check(form(input))).isEmpty();
    }

    @Test
    void emptyAndMissingAndUnknownThingsAreRefused() {
        assertThat(problems("{'text':''}")).anyMatch(problem -> problem.contains("no text"));
        assertThat(problems(message("{'type':'section','text':{'type':'mrkdwn','text':''}}")))
                .contains("must be more than 0 characters");
        assertThat(problems(message("{'type':'section'}"))).contains("missing required field: text or fields");
        assertThat(problems(message("{'type':'zebra'}"))).contains("unsupported type: zebra");
        assertThat(problems(message("{}"))).contains("missing required field: type");
        assertThat(problems(message("7"))).contains("must provide an object");
        assertThat(problems(message(actions("{'type':'plain_text_input'}"))))
                .contains("unsupported type: plain_text_input");
        assertThat(problems(message(actions("")))).contains("no fewer than 1 items allowed");
        assertThat(problems(message("{'type':'header','text':" + mrkdwn(3) + "}")))
                .contains("unsupported type: mrkdwn");
        assertThat(problems(message(actions("{'type':'datepicker','initial_date':'21.11.2026'}"))))
                .contains("must be of the form YYYY-MM-DD");
        assertThat(problems(message(actions(select("'options':[" + options(2, 5, 5)
                + "],'initial_option':{'text':" + plain(5) + ",'value':'other'}")))))
                .contains("must be one of the options");
        assertThat(problems("{'type':'modal','blocks':[]}")).contains("missing required field: title");
        assertThat(problems(modal(table(1, 1), ""))).anyMatch(problem -> problem.startsWith("unsupported type: table"));
        assertThat(problems(message(table(1, 1) + "," + table(1, 1)))).contains("only_one_table_allowed");
        assertThat(problems(message(actions(button(1, "'style':'pink'"))))).contains("must be a valid enum value");
    }

    @Test
    void aViolationTellsWhereAsSlackDoes() {
        assertThat(new Violation("blocks[2].elements[0].text", "x").pointer()).isEqualTo("/blocks/2/elements/0/text");
    }

    private static List<String> problems(String json) {
        return check(json).stream().map(Violation::problem).toList();
    }

    private static List<Violation> check(String json) {
        var node = JsonMapper.shared().readTree(json.replace('\'', '"'));
        String type = node.path("type").asString("");
        return type.equals("modal") || type.equals("home") ? BlockKitRules.view(node) : BlockKitRules.message(node);
    }

    private static Arguments limit(String what, int limit, IntFunction<String> json, String path) {
        return Arguments.of(what, limit, json, path);
    }

    private static String message(String blocks) {
        return "{'text':'x','blocks':[" + blocks + "]}";
    }

    private static String modal(String blocks, String more) {
        return "{'type':'modal','title':" + plain(5) + more + ",'blocks':[" + blocks + "]}";
    }

    private static String form(String blocks) {
        return modal(blocks, ",'submit':" + plain(4));
    }

    private static String input(int label, String element, String more) {
        return "{'type':'input','label':" + plain(label) + ",'element':{" + element + "}" + more + "}";
    }

    private static String section(int characters) {
        return "{'type':'section','text':" + mrkdwn(characters) + "}";
    }

    private static String actions(String elements) {
        return "{'type':'actions','elements':[" + elements + "]}";
    }

    private static String button(int text, String more) {
        return "{'type':'button','text':" + plain(text) + "," + more + "}";
    }

    private static String confirm(int title, int text, int button) {
        return "'confirm':{'title':" + plain(title) + ",'text':" + plain(text) + ",'confirm':" + plain(button)
                + ",'deny':" + plain(1) + "}";
    }

    private static String select(String more) {
        return "{'type':'static_select','action_id':'s'," + more + "}";
    }

    private static String options(int count, int text, int value) {
        return repeat(count, i -> "{'text':" + plain(text) + ",'value':'" + x(value) + "'}");
    }

    private static String table(int rows, int cells) {
        String row = "[" + repeat(cells, i -> "{'type':'raw_text','text':'x'}") + "]";
        return "{'type':'table','rows':[" + repeat(rows, i -> row) + "]}";
    }

    private static String plain(int characters) {
        return "{'type':'plain_text','text':'" + x(characters) + "'}";
    }

    private static String mrkdwn(int characters) {
        return "{'type':'mrkdwn','text':'" + x(characters) + "'}";
    }

    private static String repeat(int times, IntFunction<String> each) {
        return IntStream.range(0, times).mapToObj(each).collect(Collectors.joining(","));
    }

    private static String x(int times) {
        return "x".repeat(times);
    }
}
