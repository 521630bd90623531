package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import com.slack.api.model.view.ViewState;
import com.slack.api.util.json.GsonFactory;
import org.junit.jupiter.api.Test;

import dev.steward.slack.SlackRequest.FormValues;

class StateValuesTest {
    private final FormValues values = StateValues.of(GsonFactory.createSnakeCase().fromJson("""
            {"values":{
              "text":{"a":{"type":"plain_text_input","value":"  as typed \\u0000"}},
              "empty":{"a":{"type":"plain_text_input","value":null}},
              "number":{"a":{"type":"number_input","value":"7.5"}},
              "select":{"a":{"type":"external_select","selected_option":{"text":{"type":"plain_text","text":"Acme"},
                "value":"acme"}}},
              "multi":{"a":{"type":"multi_static_select","selected_options":[{"value":"x"},{"value":"y"}]}},
              "boxes":{"a":{"type":"checkboxes","selected_options":[]}},
              "radio":{"a":{"type":"radio_buttons","selected_option":{"value":"r"}}},
              "user":{"a":{"type":"users_select","selected_user":"U1"}},
              "users":{"a":{"type":"multi_users_select","selected_users":["U1","U2"]}},
              "channel":{"a":{"type":"channels_select","selected_channel":"C1"}},
              "talks":{"a":{"type":"multi_conversations_select","selected_conversations":["C1","D2"]}},
              "date":{"a":{"type":"datepicker","selected_date":"2026-11-21"}},
              "time":{"a":{"type":"timepicker","selected_time":"10:30"}},
              "moment":{"a":{"type":"datetimepicker","selected_date_time":1763700000}},
              "files":{"a":{"type":"file_input","files":[{"id":"F1"},{"id":"F2"}]}},
              "rich":{"a":{"type":"rich_text_input","rich_text_value":{"type":"rich_text","elements":[
                {"type":"rich_text_section","elements":[{"type":"text","text":"Hi ","style":{"bold":true}},
                  {"type":"emoji","name":"tada"},{"type":"link","url":"https://x.y","text":"docs"}]},
                {"type":"rich_text_list","style":"ordered","elements":[{"type":"rich_text_section",
                  "elements":[{"type":"text","text":"one"}]},{"type":"rich_text_section","elements":[
                  {"type":"text","text":"two"}]}]}]}}}}}""", ViewState.class));

    @Test
    void eachKindOfFieldHasItsValue() {
        assertThat(values.value("text")).isEqualTo("  as typed ");
        assertThat(values.value("empty")).isNull();
        assertThat(values.value("absent")).isNull();
        assertThat(values.value("number")).isEqualTo("7.5");
        assertThat(values.value("select")).isEqualTo("acme");
        assertThat(values.value("radio")).isEqualTo("r");
        assertThat(values.value("user")).isEqualTo("U1");
        assertThat(values.value("channel")).isEqualTo("C1");
        assertThat(values.value("date")).isEqualTo("2026-11-21");
        assertThat(values.value("time")).isEqualTo("10:30");
        assertThat(values.value("moment")).isEqualTo("1763700000");
        assertThat(values.value("rich")).isEqualTo("Hi :tada:docs (https://x.y)\n1. one\n2. two");
    }

    @Test
    void eachKindOfListHasItsValues() {
        assertThat(values.values("multi")).containsExactly("x", "y");
        assertThat(values.chosen("multi", "y")).isTrue();
        assertThat(values.values("boxes")).isEmpty();
        assertThat(values.values("users")).containsExactly("U1", "U2");
        assertThat(values.values("talks")).containsExactly("C1", "D2");
        assertThat(values.values("files")).containsExactly("F1", "F2");
        assertThat(values.values("select")).isEqualTo(List.of("acme"));
        assertThat(values.values("absent")).isEmpty();
    }
}
