package dev.steward.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

import dev.steward.record.DecisionLog.Entry;
import dev.steward.record.DecisionLog.NewEntry;
import dev.steward.workspace.Sha256;
import dev.steward.workspace.WorkspaceId;

/**
 * How entries hang together. An entry's hash is the SHA-256 over eight fields, in this order, each written as the length of its UTF-8
 * bytes in decimal, a colon, these bytes and a comma (a netstring): the hash of the entry before, the number, kind, subject,
 * reference, by (empty for nobody), at and facts. So no two entries are written the same.
 * <p>
 * Before the first entry stands the SHA-256 of the workspace's id in lower case, so that a log cannot be passed off as another
 * workspace's.
 */
final class Chain {
    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
            .withZone(ZoneOffset.UTC);

    private Chain() {}

    /** Where a log stands: how many entries it has, and what the next one follows. */
    record Head(long number, String hash) {}

    static Head beginning(WorkspaceId workspace) {
        return new Head(0, Sha256.hex(workspace.toString()));
    }

    static Entry next(Head head, NewEntry entry, String facts) {
        var at = entry.at().truncatedTo(ChronoUnit.MICROS);
        var unsealed = new Entry(head.number() + 1, entry.kind(), entry.subject(), entry.reference(), entry.by(), at,
                facts, head.hash(), "", null);
        return new Entry(unsealed.number(), entry.kind(), entry.subject(), entry.reference(), entry.by(), at, facts,
                head.hash(), hash(unsealed), null);
    }

    /** What its hash has to be; of one that was redacted, what the entry that redacted it says. */
    static String hash(Entry entry) {
        MessageDigest digest = Sha256.begin();
        add(digest, entry.previousHash());
        add(digest, Long.toString(entry.number()));
        add(digest, entry.kind());
        add(digest, entry.subject().toString());
        add(digest, entry.reference());
        add(digest, entry.by() == null ? "" : entry.by().value());
        add(digest, at(entry.at()));
        add(digest, entry.facts());
        return hex(digest.digest());
    }

    /** {@code 2026-12-03T09:30:00.000000Z}, always with six decimals. */
    static String at(Instant at) {
        return AT.format(at);
    }

    private static void add(MessageDigest digest, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
        digest.update((byte) ',');
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
