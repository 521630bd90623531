package dev.steward.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.workspace.UserId;

/**
 * The right to open a modal before somebody's eyes: good for three seconds, once. Kept in memory alone, because no restart is
 * that quick.
 */
@Component
@SandboxMode
class Triggers {
    static final Duration LIFE = Duration.ofSeconds(3);

    private final Map<String, Trigger> issued = new ConcurrentHashMap<>();
    private final Clock clock;

    Triggers(Clock clock) {
        this.clock = clock;
    }

    /** @param viewId the modal it comes from, on which another may be pushed; null elsewhere */
    String issue(UserId person, @Nullable String viewId) {
        Instant now = clock.instant();
        // an exchanged or expired one is remembered for a while, so that each misuse gets its own error
        issued.values().removeIf(trigger -> trigger.issuedAt().plus(Duration.ofMinutes(10)).isBefore(now));
        String id = now.getEpochSecond() + "." + Math.floorMod(now.getNano(), 1_000_000) + "." + SlackIds.secret(16);
        issued.put(id, new Trigger(person, viewId, now, false));
        return id;
    }

    /** @throws ApiError when it is unknown, too old or used before */
    Trigger exchange(String id) {
        Trigger trigger = issued.get(id);
        if (trigger == null) {
            throw new ApiError("invalid_trigger_id");
        }
        if (trigger.used()) {
            throw new ApiError("exchanged_trigger_id");
        }
        if (clock.instant().isAfter(trigger.issuedAt().plus(LIFE))) {
            throw new ApiError("expired_trigger_id");
        }
        if (!issued.replace(id, trigger, new Trigger(trigger.person(), trigger.viewId(), trigger.issuedAt(), true))) {
            throw new ApiError("exchanged_trigger_id");
        }
        return trigger;
    }

    record Trigger(UserId person, @Nullable String viewId, Instant issuedAt, boolean used) {}
}
