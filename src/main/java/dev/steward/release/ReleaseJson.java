package dev.steward.release;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.initiative.InitiativeId;
import dev.steward.release.Release.Workings;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/**
 * A release's workings and contents as the database keeps them. The names here are for ever; a part that a later version adds reads
 * as null or empty from rows of today.
 */
@Component
class ReleaseJson {
    private final JsonMapper mapper = JsonMapper.builder().addMixIn(When.class, Whens.class)
            .addMixIn(UserId.class, Text.class).addMixIn(ChannelId.class, Text.class)
            .addMixIn(InitiativeId.class, Key.class).addMixIn(AreaId.class, Key.class)
            .addMixIn(AudienceId.class, Key.class).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    String write(Workings workings) {
        return mapper.writeValueAsString(workings);
    }

    Workings read(String json) {
        return mapper.readValue(json, Workings.class);
    }

    String write(Content content) {
        return mapper.writeValueAsString(content);
    }

    Content readContent(String json) {
        return mapper.readValue(json, Content.class);
    }

    String write(When when) {
        return mapper.writerFor(When.class).writeValueAsString(when);
    }

    When readWhen(String json) {
        return mapper.readValue(json, When.class);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({@JsonSubTypes.Type(value = When.Now.class, name = "now"),
            @JsonSubTypes.Type(value = When.At.class, name = "at"),
            @JsonSubTypes.Type(value = When.OnGate.class, name = "gate")})
    private interface Whens {}

    private interface Text {
        @JsonValue
        String value();
    }

    private interface Key {
        @JsonValue
        UUID value();
    }
}
