package dev.steward.web;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is spent on senders who are not known yet.
 *
 * @param unknownConnections           connections that are kept open on which nobody has shown yet who they are; null means one
 *                                     for each 512 KB of the heap, and 4,096 at most
 * @param unknownConnectionsPerAddress how many of those one address may have; null means half
 * @param silence                      how long such a connection may take for the whole of a request's headers
 * @param bodies                       bytes of bodies under way, from all senders together; null means an eighth of the heap.
 *                                     Senders who are not known yet get half of it, one address of theirs half of that
 * @param unknownBodies                how many bodies are read at once for senders who are not known yet; null means half of
 *                                     the connections an address may have, and 1,024 at most, or 128 on a Java before 24, where a
 *                                     thread that waits for a body holds a thread of the system
 * @param unknownLookups               how many of their tokens and addresses are looked up in the database at once
 */
@ConfigurationProperties("steward.web")
record WebProperties(@Nullable Integer unknownConnections, @Nullable Integer unknownConnectionsPerAddress,
        @DefaultValue("10s") Duration silence, @Nullable Long bodies, @Nullable Integer unknownBodies,
        @DefaultValue("4") int unknownLookups) {
    /** A connection takes a fifth of it while it is served. */
    private static final int CONNECTION = 524_288;
    /** A hook of 4 MB is there twice for a moment, in pieces and as a whole, in the quarter that an address has. */
    private static final long LEAST = 36_000_000;
    private static final int VIRTUAL_THREADS_WAIT_ALONE = 24;

    int connections() {
        return unknownConnections != null
                ? unknownConnections
                : (int) Math.max(128, Math.min(4_096, Runtime.getRuntime().maxMemory() / CONNECTION));
    }

    int perAddress() {
        return unknownConnectionsPerAddress == null
                ? Math.max(1, connections() / 2)
                : unknownConnectionsPerAddress;
    }

    long bodyBytes() {
        return bodies == null ? Math.max(LEAST, Runtime.getRuntime().maxMemory() / 8) : bodies;
    }

    int bodyCount() {
        return unknownBodies != null
                ? unknownBodies
                : Math.min(perAddress() / 2, Runtime.version().feature() < VIRTUAL_THREADS_WAIT_ALONE ? 128 : 1_024);
    }
}
