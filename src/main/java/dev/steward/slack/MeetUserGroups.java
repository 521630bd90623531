package dev.steward.slack;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.slack.api.methods.response.usergroups.UsergroupsListResponse;
import com.slack.api.model.Usergroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.steward.slack.SlackRequest.EventRequest;
import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;
import dev.steward.workspace.UserGroups;
import dev.steward.workspace.UserGroups.Said;
import dev.steward.workspace.UserGroups.UserGroup;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Learns from Slack which user groups there are and who is in them: all at first, later each change by its event. */
final class MeetUserGroups implements SlackFeature {
    private static final Logger log = LoggerFactory.getLogger(MeetUserGroups.class);
    private static final Set<String> READING = Set.of("usergroups:read");

    private final SlackWebApi api;
    private final UserGroups groups;
    private final Installations installations;
    private final AfterAck afterAck;

    MeetUserGroups(SlackWebApi api, UserGroups groups, Installations installations, AfterAck afterAck) {
        this.api = api;
        this.groups = groups;
        this.installations = installations;
        this.afterAck = afterAck;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route.Event("subteam_created", READING, Access.ANYONE, this::changed),
                new Route.Event("subteam_updated", READING, Access.ANYONE, this::changed),
                new Route.Event("subteam_members_changed", READING, Access.ANYONE, this::membersChanged));
    }

    /** All of a workspace. Those Slack no longer tells of go. */
    void all(Installation installation) throws Exception {
        WorkspaceId workspace = installation.workspace();
        // asked before Slack is: a group that an event brings meanwhile stays
        var gone = new HashSet<>(groups.known(workspace));
        UsergroupsListResponse answer = api.client(installation)
                .usergroupsList(r -> r.includeUsers(true).includeDisabled(true).teamId(installation.teamId()));
        if (!answer.isOk()) {
            if ("missing_scope".equals(answer.getError())) {
                log.warn("Steward may not read the user groups of workspace {}: install it there again, "
                        + "with the scope usergroups:read", workspace);
                return;
            }
            throw new IllegalStateException("usergroups.list: " + answer.getError());
        }
        List<Usergroup> told = answer.getUsergroups() == null ? List.of() : answer.getUsergroups();
        for (Usergroup group : told) {
            groups.save(workspace, said(group));
            gone.remove(group.getId());
        }
        groups.remove(workspace, gone);
        log.info("Know {} user groups of workspace {}", told.size(), workspace);
    }

    private Reply changed(EventRequest request) {
        if (request.event().get("subteam") instanceof Map<?, ?> group && group.get("id") instanceof String id
                && !Boolean.TRUE.equals(group.get("is_external"))) {
            boolean whole = group.get("users") instanceof List<?>;
            boolean sure = whole && groups.save(request.actor().workspace(),
                    new Said(new UserGroup(id, text(group.get("handle")), text(group.get("name"))),
                            people(group.get("users")), number(group.get("date_delete")) > 0,
                            number(group.get("date_update"))));
            if (!sure) {
                later(request.actor().workspace());
            }
        }
        return Reply.done();
    }

    private Reply membersChanged(EventRequest request) {
        Map<String, Object> event = request.event();
        if (event.get("subteam_id") instanceof String id) {
            boolean sure = groups.change(request.actor().workspace(), id, people(event.get("added_users")),
                    people(event.get("removed_users")), number(event.get("date_previous_update")),
                    number(event.get("date_update")));
            if (!sure) {
                later(request.actor().workspace());
            }
        }
        return Reply.done();
    }

    private void later(WorkspaceId workspace) {
        afterAck.run("looking up user groups", () -> all(installations.get(workspace)));
    }

    private static Said said(Usergroup group) {
        return new Said(new UserGroup(group.getId(), text(group.getHandle()), text(group.getName())),
                people(group.getUsers()), number(group.getDateDelete()) > 0, number(group.getDateUpdate()));
    }

    private static String text(@Nullable Object value) {
        return value instanceof String text ? Typed.clean(text) : "";
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static Set<UserId> people(@Nullable Object ids) {
        return ids instanceof Collection<?> all
                ? all.stream().filter(String.class::isInstance).map(id -> new UserId((String) id))
                        .collect(Collectors.toSet())
                : Set.of();
    }
}
