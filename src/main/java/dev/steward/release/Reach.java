package dev.steward.release;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Sha256;

/**
 * Where a release goes.
 *
 * @param channels whose wording each of them reads; empty for the usual words
 */
record Reach(Map<ChannelId, Optional<AudienceId>> channels) {
    private static final int FINGERPRINT = 16;

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

    /** Those that no audience brings: somebody chose each for this release. */
    List<ChannelId> chosen() {
        return channels.entrySet().stream().filter(each -> each.getValue().isEmpty()).map(Map.Entry::getKey).toList();
    }

    /** Those that are not among these. */
    Reach without(Set<ChannelId> others) {
        var fresh = new LinkedHashMap<>(channels);
        fresh.keySet().removeAll(others);
        return new Reach(fresh);
    }

    /** Another one for any other channels or wordings, in a word without white space. */
    String fingerprint() {
        return Sha256.hex(channels.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue().map(AudienceId::toString).orElse("")).sorted()
                .collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8)).substring(0, FINGERPRINT);
    }
}
