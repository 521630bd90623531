package dev.steward.slack;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.util.JsonPayloadExtractor;
import com.slack.api.bolt.context.builtin.ActionContext;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.util.json.GsonFactory;
import org.jspecify.annotations.Nullable;

/**
 * Bolt's request for a button or field, read by one Gson for all of them. Bolt itself builds another for each, and with it the adapters of
 * all that a payload can hold, which takes many times longer than reading it (ADR 30).
 */
final class PressRequest extends BlockActionRequest {
    private static final String TYPE = "block_actions";
    private static final Gson GSON = GsonFactory.createSnakeCase();
    private static final JsonPayloadExtractor EXTRACTOR = new JsonPayloadExtractor();

    private final BlockActionPayload press;

    private PressRequest(String body, BlockActionPayload press, RequestHeaders headers) {
        // with no payload Bolt reads none
        super(body, null, headers);
        this.press = press;
        ActionContext context = getContext();
        context.setFunctionBotAccessToken(press.getBotAccessToken());
        context.setResponseUrl(press.getResponseUrl());
        context.setTriggerId(press.getTriggerId());
        if (press.getEnterprise() != null) {
            context.setEnterpriseId(press.getEnterprise().getId());
        } else if (press.getTeam() != null) {
            context.setEnterpriseId(press.getTeam().getEnterpriseId());
        }
        if (press.getTeam() != null && press.getTeam().getId() != null) {
            context.setTeamId(press.getTeam().getId());
        } else {
            context.setTeamId(press.getUser().getTeamId());
        }
        context.setRequestUserId(press.getUser().getId());
    }

    /**
     * Reads a request's body.
     *
     * @return null for anything but a button or field
     * @throws RuntimeException where it is not well-formed, as Bolt does
     */
    static @Nullable PressRequest read(String body, RequestHeaders headers) {
        String json = body.contains(TYPE) ? EXTRACTOR.extractIfExists(body) : null;
        JsonElement payload = json == null ? null : JsonParser.parseString(json);
        if (payload == null || !payload.isJsonObject()
                || !(payload.getAsJsonObject().get("type") instanceof JsonPrimitive type)
                || !type.getAsString().equals(TYPE)) {
            return null;
        }
        BlockActionPayload press = GSON.fromJson(payload, BlockActionPayload.class);
        if (press.getUser() == null) {
            throw new IllegalArgumentException("A press without anybody who pressed");
        }
        return new PressRequest(body, press, headers);
    }

    @Override
    public BlockActionPayload getPayload() {
        return press;
    }
}
