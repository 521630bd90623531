package dev.steward.approval;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.steward.slack.Actor;
import dev.steward.slack.ChannelAccess;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Who may see a request: asked of one, of several, and as a condition of a list. What was asked in a private channel is for its members,
 * for the requester, whoever was ever asked or told by its ladder, its area's owner, ops people and admins. To anybody else it is as if
 * there were none. What was asked in a public channel, or in none, is for every member.
 */
@Component
class RequestReaders {
    /** Of a request {@code r}, for a member below ops. */
    private static final String SEEN = """
             and (r.channel_id is null or r.requester = ?
                  or r.channel_id in (select channel_id from channel where workspace_id = ? and kind = 'PUBLIC'
                                      union all
                                      select channel_id from channel_member where workspace_id = ? and user_id = ?)
                  or r.id in (select request_id from approval_ask where workspace_id = ? and user_id = ?)
                  or r.id in (select request_id from approval_happening
                              where workspace_id = ? and kind = 'CLIMBED' and to_users @> array[cast(? as text)])
                  or lower(r.area) in (select lower(name) from area where workspace_id = ? and owner_user_id = ?))
            """;
    /** Of a request {@code r}: what everybody may know who reads the channel {@code :channel}. */
    static final String SEEN_IN_CHANNEL = """
            (r.channel_id is null or r.channel_id = :channel
             or r.channel_id in (select channel_id from channel where workspace_id = :workspace and kind = 'PUBLIC'))
            """;

    private final Requests requests;
    private final ChannelAccess channels;
    private final Areas areas;

    RequestReaders(Requests requests, ChannelAccess channels, Areas areas) {
        this.requests = requests;
        this.channels = channels;
        this.areas = areas;
    }

    /** A part of a query's {@code where}, and its parameters; nothing where everything is seen. */
    record Condition(String sql, List<Object> parameters) {}

    /** The same as {@link #sees}, of each request {@code r} of a query. */
    static Condition seen(WorkspaceId workspace, UserId user, Role role) {
        if (role.atLeast(Role.OPS)) {
            return new Condition("", List.of());
        }
        Object space = workspace.value();
        Object person = user.value();
        return role.atLeast(Role.MEMBER)
                ? new Condition(SEEN,
                        List.of(person, space, space, person, space, person, space, person, space, person))
                : new Condition(" and r.requester = ?", List.of(person));
    }

    /** Looked up in that person's workspace, among what they may see. */
    Optional<ApprovalRequest> find(Actor by, RequestId id) {
        return requests.find(by.workspace(), id).filter(request -> sees(by, request));
    }

    Optional<ApprovalRequest> find(Actor by, Reference reference) {
        return requests.find(by.workspace(), reference).filter(request -> sees(by, request));
    }

    boolean sees(Actor by, ApprovalRequest request) {
        return !seen(by, List.of(request)).isEmpty();
    }

    /** Those of them that this person may see, in the same order; for a few queries at most, and for none where nothing is private. */
    List<ApprovalRequest> seen(Actor by, List<ApprovalRequest> among) {
        if (by.role().atLeast(Role.OPS)) {
            return among;
        }
        if (!by.role().atLeast(Role.MEMBER)) {
            return among.stream().filter(request -> request.requester().equals(by.user())).toList();
        }
        Set<ChannelId> read = channels.seen(by, among.stream().map(request -> request.facts().channel())
                .filter(Objects::nonNull).distinct().toList());
        Set<RequestId> left = among.stream().filter(request -> !open(by, request, read))
                .map(request -> request.facts().id()).collect(Collectors.toSet());
        left.removeAll(requests.concerning(by.workspace(), by.user(), left));
        return among.stream().filter(request -> !left.contains(request.facts().id())).toList();
    }

    private boolean open(Actor by, ApprovalRequest request, Collection<ChannelId> read) {
        ChannelId channel = request.facts().channel();
        return channel == null || read.contains(channel) || request.requester().equals(by.user())
                || request.waitingFor().contains(by.user()) || owns(by, request);
    }

    private boolean owns(Actor by, ApprovalRequest request) {
        String area = request.question().scope().area();
        return area != null && areas.named(by.workspace(), area).map(Area::owner).filter(by.user()::equals).isPresent();
    }
}
