package dev.steward.approval;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.steward.policy.Approver;
import dev.steward.schedule.WorkingTime;
import dev.steward.workspace.UserId;

/** Who can be asked about one request, as things are at one instant. */
interface Roster {
    /**
     * Whom these words mean, each once, without the requester and whoever cannot answer (bots, deactivated members, people of other
     * organisations). Somebody who is away is replaced by whoever stands in for them.
     *
     * @param silent whose managers {@code approver's manager} means
     */
    List<Invited> invite(List<Approver> named, Set<UserId> silent);

    /** Who decides where a policy's words mean nobody who may. Empty when there is not even an admin. */
    List<Invited> lastResort();

    /** Who stands in for somebody who is away now, and may be asked; empty also when they are here. */
    Optional<UserId> standIn(UserId person);

    /** When they will next be away with somebody who stands in. */
    Optional<Instant> leaves(UserId person, Instant after);

    /** Whether they may be asked at all. */
    boolean mayAnswer(UserId person);

    boolean inGroup(UserId person, String group);

    /**
     * When they work. Absences do not count: what waits for somebody who is away without a stand-in climbs as if they were here, for
     * that is what ladders are for.
     */
    WorkingTime hours(UserId person);

    /** @param standsInFor who is away; null: nobody */
    record Invited(UserId person, String as, @Nullable String group, @Nullable UserId standsInFor) {}
}
