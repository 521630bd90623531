package dev.steward.approval;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.approval.ApprovalRequest.Workings;
import dev.steward.policy.Approver;
import dev.steward.policy.Need;
import dev.steward.policy.Rule;
import dev.steward.schedule.WorkingAmount;
import dev.steward.workspace.UserId;

/**
 * A request's workings as the database keeps them. The names here are for ever; a part that a later version adds reads as null or
 * empty from rows of today.
 */
@Component
class RequestJson {
    private final JsonMapper mapper = JsonMapper.builder().addMixIn(Approver.class, Approvers.class)
            .addMixIn(Need.class, Needs.class).addMixIn(WorkingAmount.class, Amounts.class)
            .addMixIn(Rule.Outcome.class, Outcomes.class).addMixIn(UserId.class, Plain.class)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    String write(Workings workings) {
        return mapper.writeValueAsString(workings);
    }

    Workings read(String json) {
        return mapper.readValue(json, Workings.class);
    }

    String writeQuestion(Question question) {
        return mapper.writeValueAsString(question);
    }

    Question readQuestion(String json) {
        return mapper.readValue(json, Question.class);
    }

    String writeList(List<Decision.Dissent> dissents) {
        return mapper.writeValueAsString(dissents);
    }

    List<Decision.Dissent> readDissents(String json) {
        return List.of(mapper.readValue(json, Decision.Dissent[].class));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({@JsonSubTypes.Type(value = Approver.Person.class, name = "person"),
            @JsonSubTypes.Type(value = Approver.Group.class, name = "group"),
            @JsonSubTypes.Type(value = Approver.Email.class, name = "email"),
            @JsonSubTypes.Type(value = Approver.Holder.class, name = "holder")})
    private interface Approvers {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({@JsonSubTypes.Type(value = Need.Any.class, name = "any"),
            @JsonSubTypes.Type(value = Need.All.class, name = "all"),
            @JsonSubTypes.Type(value = Need.Majority.class, name = "majority"),
            @JsonSubTypes.Type(value = Need.AtLeast.class, name = "at least")})
    private interface Needs {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({@JsonSubTypes.Type(value = WorkingAmount.Days.class, name = "days"),
            @JsonSubTypes.Type(value = WorkingAmount.Time.class, name = "time")})
    private interface Amounts {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({@JsonSubTypes.Type(value = Rule.Outcome.Autonomous.class, name = "autonomous"),
            @JsonSubTypes.Type(value = Rule.Outcome.Stages.class, name = "stages")})
    private interface Outcomes {}

    private interface Plain {
        @JsonValue
        String value();
    }
}
