package dev.steward.record;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.workspace.WorkspaceId;

/** What a log's own entries say of those they redacted. Those that were redacted together stand together, so the last one read is kept. */
final class RedactedHashes implements FollowChain.Redactions {
    private static final JsonMapper JSON = new JsonMapper();

    private final HashChain log;
    private final WorkspaceId workspace;
    private long read;
    private Map<String, String> hashes = Map.of();

    RedactedHashes(HashChain log, WorkspaceId workspace) {
        this.log = log;
        this.workspace = workspace;
    }

    @Override
    public Optional<String> hash(long by, long number) {
        if (by != read) {
            hashes = log.find(workspace, by).filter(entry -> entry.kind().equals(RedactLog.KIND))
                    .map(entry -> hashes(entry.facts())).orElse(Map.of());
            read = by;
        }
        return Optional.ofNullable(hashes.get(Long.toString(number)));
    }

    private static Map<String, String> hashes(String facts) {
        JsonNode entries = JSON.readTree(facts).path(RedactLog.ENTRIES);
        var hashes = new HashMap<String, String>();
        entries.propertyStream().forEach(entry -> hashes.put(entry.getKey(), entry.getValue().asString("")));
        return hashes;
    }
}
