package dev.steward.web;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is spent on senders who are not known yet.
 *
 * @param unknownConnections           connections that are kept open on which nobody has shown yet who they are
 * @param unknownConnectionsPerAddress how many of those one address may have; null means half
 * @param silence                      how long such a connection may take for the whole of a request's headers
 * @param bodies                       bytes of bodies under way, from all senders together; null means an eighth of the heap.
 *                                     Senders who are not known yet get half of it, one address of theirs half of that
 * @param unknownBodies                how many bodies are read at once for senders who are not known yet; null means 1,024, or
 *                                     128 on a Java before 24, where a thread that waits for a body holds a thread of the system
 * @param unknownLookups               how many of their tokens and addresses are looked up in the database at once
 */
@ConfigurationProperties("steward.web")
record WebProperties(@DefaultValue("4096") int unknownConnections, @Nullable Integer unknownConnectionsPerAddress,
        @DefaultValue("10s") Duration silence, @Nullable Long bodies, @Nullable Integer unknownBodies,
        @DefaultValue("4") int unknownLookups) {
    private static final long LEAST = 16_000_000;
    private static final int VIRTUAL_THREADS_WAIT_ALONE = 24;

    int perAddress() {
        return unknownConnectionsPerAddress == null
                ? Math.max(1, unknownConnections / 2)
                : unknownConnectionsPerAddress;
    }

    long bodyBytes() {
        return bodies == null ? Math.max(LEAST, Runtime.getRuntime().maxMemory() / 8) : bodies;
    }

    int bodyCount() {
        return unknownBodies != null
                ? unknownBodies
                : Runtime.version().feature() < VIRTUAL_THREADS_WAIT_ALONE ? 128 : 1_024;
    }
}
