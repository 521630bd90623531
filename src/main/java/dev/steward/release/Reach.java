package dev.steward.release;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.steward.workspace.ChannelId;

/**
 * Where a release goes.
 *
 * @param channels whose wording each of them reads; empty for the usual words
 */
record Reach(Map<ChannelId, Optional<AudienceId>> channels) {
    Reach {
        channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
    }

    /** A channel of several audiences reads the wording of the first. @param known those that still exist */
    static Reach of(Content content, Map<AudienceId, Audience> known) {
        var channels = new LinkedHashMap<ChannelId, Optional<AudienceId>>();
        for (Addressed each : content.audiences()) {
            Audience audience = known.get(each.audience());
            if (audience != null) {
                audience.channels().forEach(channel -> channels.putIfAbsent(channel, Optional.of(audience.id())));
            }
        }
        content.channels().forEach(channel -> channels.putIfAbsent(channel, Optional.empty()));
        return new Reach(channels);
    }

    int size() {
        return channels.size();
    }
}
