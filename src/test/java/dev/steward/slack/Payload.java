package dev.steward.slack;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Payloads in the shapes Slack sends. */
final class Payload {
    private static final AtomicLong COUNT = new AtomicLong(System.nanoTime());

    static String unique() {
        return Long.toString(COUNT.incrementAndGet());
    }

    static Map<String, String> commandFields(String command, String text, String user) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("token", "legacy");
        fields.put("team_id", WayIn.TEAM);
        fields.put("team_domain", "wayin");
        fields.put("channel_id", "C0CHANNEL");
        fields.put("channel_name", "general");
        fields.put("user_id", user);
        fields.put("user_name", "somebody");
        fields.put("command", command);
        fields.put("text", text);
        fields.put("api_app_id", "A0APP");
        fields.put("is_enterprise_install", "false");
        fields.put("response_url", WayIn.SLACK.baseUrl() + "/commands/" + unique());
        fields.put("trigger_id", unique() + ".47445629121.803a0bc887a14d10d2c447fce8b6703c");
        return fields;
    }

    static String command(String command, String text, String user) {
        return Signed.encode(commandFields(command, text, user));
    }

    static String event(String type, String eventId, String event) {
        return """
                {"token":"t","team_id":"%1$s","api_app_id":"A0APP","event":%4$s,"type":"event_callback",
                 "event_id":"%3$s","event_time":%5$d,"is_ext_shared_channel":false,
                 "authorizations":[{"enterprise_id":null,"team_id":"%1$s","user_id":"U0BOT","is_bot":true,
                 "is_enterprise_install":false}],"event_context":"%2$s"}""".formatted(WayIn.TEAM, type, eventId, event,
                Instant.now().getEpochSecond());
    }

    static String submission(String viewId, String hash, String user, String typed) {
        return """
                {"type":"view_submission","team":{"id":"%1$s","domain":"wayin"},"user":{"id":"%4$s","username":"x",
                 "team_id":"%1$s"},"api_app_id":"A0APP","token":"t","trigger_id":"%6$s.1.a","view":{"id":"%2$s",
                 "team_id":"%1$s","type":"modal","title":{"type":"plain_text","text":"Probe"},
                 "submit":{"type":"plain_text","text":"Save"},"blocks":[{"type":"section","block_id":"intro",
                 "text":{"type":"mrkdwn","text":"hi"}},{"type":"input","block_id":"words","label":{"type":"plain_text",
                 "text":"Words"},"element":{"type":"plain_text_input","action_id":"words"}}],"private_metadata":"meta",
                 "callback_id":"probe.form","state":{"values":{"words":{"words":{"type":"plain_text_input",
                 "value":"%5$s"}}}},"hash":"%3$s","clear_on_close":false,"notify_on_close":false,"close":null,
                 "previous_view_id":null,"root_view_id":"%2$s","app_id":"A0APP","external_id":"",
                 "app_installed_team_id":"%1$s","bot_id":"B0BOT"},"response_urls":[],"is_enterprise_install":false,
                 "enterprise":null}""".formatted(WayIn.TEAM, viewId, hash, user, typed, unique());
    }

    /** A button pressed in a message. */
    static String press(String actionId, String value, String user) {
        return """
                {"type":"block_actions","user":{"id":"%4$s","username":"x","name":"x","team_id":"%1$s"},
                 "api_app_id":"A0APP","token":"t","container":{"type":"message","message_ts":"1700000000.000100",
                 "channel_id":"C0CHANNEL","is_ephemeral":false,"thread_ts":"1700000000.000001"},
                 "trigger_id":"%5$s.1.b","team":{"id":"%1$s","domain":"wayin"},"enterprise":null,
                 "is_enterprise_install":false,"channel":{"id":"C0CHANNEL","name":"general"},
                 "message":{"type":"message","ts":"1700000000.000100","text":"x","user":"U0BOT"},
                 "state":{"values":{}},"response_url":"%6$s/actions/%5$s","actions":[{"action_id":"%2$s",
                 "block_id":"b1","text":{"type":"plain_text","text":"Go"},"value":"%3$s","type":"button",
                 "action_ts":"%5$s.1"}]}""".formatted(WayIn.TEAM, actionId, value, user, unique(),
                WayIn.SLACK.baseUrl());
    }

    /** A button pressed in a modal. */
    static String pressInModal(String actionId, String user) {
        return pressInModal("V0OPEN", actionId, user);
    }

    /** A button pressed in a modal without a form. */
    static String pressInModal(String viewId, String actionId, String user) {
        return """
                {"type":"block_actions","user":{"id":"%3$s","username":"x","team_id":"%1$s"},"api_app_id":"A0APP",
                 "container":{"type":"view","view_id":"%5$s"},"trigger_id":"%4$s.1.c","team":{"id":"%1$s"},
                 "view":{"id":"%5$s","team_id":"%1$s","type":"modal","callback_id":"probe.form","hash":"h7",
                 "title":{"type":"plain_text","text":"Probe"},"blocks":[],"state":{"values":{"words":{"words":{
                 "type":"plain_text_input","value":"half typed"}}}}},"actions":[{"action_id":"%2$s","block_id":"b1",
                 "value":"1","type":"button","action_ts":"%4$s.1"}]}""".formatted(WayIn.TEAM, actionId, user, unique(),
                viewId);
    }

    static String messageShortcut(String user) {
        return """
                {"type":"message_action","token":"t","action_ts":"%3$s.2","team":{"id":"%1$s","domain":"wayin"},
                 "user":{"id":"%2$s","name":"x","team_id":"%1$s"},"channel":{"id":"C0CHANNEL","name":"general"},
                 "callback_id":"probe.message","trigger_id":"%3$s.1.d","message_ts":"1700000000.000200",
                 "message":{"type":"message","user":"U0ADA","ts":"1700000000.000200","thread_ts":"1700000000.000100",
                 "text":"It is <slow>","blocks":[{"type":"brand_new","x":1}]},"response_url":"%4$s/app/%3$s"}"""
                .formatted(WayIn.TEAM, user, unique(), WayIn.SLACK.baseUrl());
    }

    static String globalShortcut(String user) {
        return """
                {"type":"shortcut","token":"t","action_ts":"%3$s.2","team":{"id":"%1$s","domain":"wayin"},
                 "user":{"id":"%2$s","username":"x","team_id":"%1$s"},"callback_id":"probe.global",
                 "trigger_id":"%3$s.1.e"}""".formatted(WayIn.TEAM, user, unique());
    }

    static String suggestion(String actionId, String typed, String user) {
        return """
                {"type":"block_suggestion","user":{"id":"%4$s","username":"x","team_id":"%1$s"},"container":{
                 "type":"view","view_id":"V0OPEN"},"api_app_id":"A0APP","token":"t","action_id":"%2$s",
                 "block_id":"customer","value":"%3$s","team":{"id":"%1$s","domain":"wayin"},"view":{"id":"V0OPEN",
                 "type":"modal","callback_id":"probe.form","blocks":[],"state":{"values":{}}}}"""
                .formatted(WayIn.TEAM, actionId, typed, user);
    }

    private Payload() {}
}
