package dev.steward.cadence;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/**
 * Workings of cadences and sessions as the database keeps them. The names here are for ever; a part that a later version adds reads as
 * null or empty from rows of today.
 */
@Component
class CadenceJson {
    private final JsonMapper mapper = JsonMapper.builder().addMixIn(AfterDowntime.class, Downtime.class)
            .addMixIn(Recurrence.class, Recurring.class).addMixIn(UserId.class, Text.class)
            .addMixIn(ChannelId.class, Text.class).addMixIn(AreaId.class, Key.class)
            .addMixIn(SessionId.class, Key.class).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    String write(Cadence.Workings workings) {
        return mapper.writeValueAsString(workings);
    }

    Cadence.Workings readCadence(String json) {
        return mapper.readValue(json, Cadence.Workings.class);
    }

    String write(Session.Workings workings) {
        return mapper.writeValueAsString(workings);
    }

    Session.Workings readSession(String json) {
        return mapper.readValue(json, Session.Workings.class);
    }

    /** Rules, as a form in the making keeps them. */
    String write(Rules rules) {
        return mapper.writeValueAsString(rules);
    }

    Rules readRules(String json) {
        return mapper.readValue(json, Rules.class);
    }

    /** What somebody answered in writing. */
    String write(List<Ask.Answer> answers) {
        return mapper.writeValueAsString(answers);
    }

    List<Ask.Answer> readAnswers(String json) {
        return List.of(mapper.readValue(json, Ask.Answer[].class));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({@JsonSubTypes.Type(value = AfterDowntime.Skip.class, name = "skip"),
            @JsonSubTypes.Type(value = AfterDowntime.RunLate.class, name = "late"),
            @JsonSubTypes.Type(value = AfterDowntime.Coalesce.class, name = "coalesce")})
    private interface Downtime {}

    private abstract static class Recurring {
        @JsonCreator
        static Recurrence read(String text) {
            return Recurrence.read(text);
        }

        @JsonValue
        abstract String text();
    }

    private interface Text {
        @JsonValue
        String value();
    }

    private interface Key {
        @JsonValue
        UUID value();
    }
}
