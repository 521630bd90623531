package dev.steward.approval;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;

/**
 * A request as lists show it.
 *
 * @param waiting    whom it waits for; empty when it is not open
 * @param initiative null for none
 * @param decisions  references of what it came to, the latest last
 */
record Listed(UUID id, Reference reference, String asked, String gate, RequestState state, UserId requester,
        List<UserId> waiting, @Nullable UUID initiative, @Nullable String area, String rule, long policy,
        Instant openedAt, Instant changedAt, List<Long> decisions) {}
