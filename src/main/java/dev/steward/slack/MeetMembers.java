package dev.steward.slack;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.methods.response.users.UsersInfoResponse;
import com.slack.api.methods.response.users.UsersListResponse;
import com.slack.api.model.User;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.steward.workspace.Installation;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;

/** Learns from Slack who the members are: all of them at first, later each one that is new. */
final class MeetMembers {
    private static final Logger log = LoggerFactory.getLogger(MeetMembers.class);
    private static final int PAGE = 200;

    private final SlackWebApi api;
    private final Members members;
    private final AfterAck afterAck;
    /** Who was asked about lately, so that somebody Slack will not tell of is not asked about at each click. */
    private final Cache<String, Boolean> asked = Caffeine.newBuilder().maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10)).build();

    MeetMembers(SlackWebApi api, Members members, AfterAck afterAck) {
        this.api = api;
        this.members = members;
        this.afterAck = afterAck;
    }

    /** Looks one up, off the way of the request that showed them to be unknown. */
    void later(Installation installation, UserId user) {
        if (asked.asMap().putIfAbsent(installation.workspace() + ":" + user, Boolean.TRUE) == null) {
            afterAck.run("looking up a member", () -> {
                UsersInfoResponse answer = api.client(installation).usersInfo(r -> r.user(user.value()));
                if (answer.isOk() && answer.getUser() != null) {
                    members.save(member(installation, answer.getUser()));
                } else {
                    log.warn("Slack does not tell who {} is: {}", user, answer.getError());
                }
            });
        }
    }

    /** All of a workspace, page by page. */
    void all(Installation installation) throws Exception {
        String cursor = null;
        int met = 0;
        do {
            String from = cursor;
            UsersListResponse page = api.client(installation)
                    .usersList(r -> r.limit(PAGE).cursor(from).teamId(installation.teamId()));
            if (!page.isOk()) {
                throw new IllegalStateException("users.list: " + page.getError());
            }
            for (User user : page.getMembers()) {
                members.save(member(installation, user));
                met++;
            }
            cursor = page.getResponseMetadata() == null ? null : page.getResponseMetadata().getNextCursor();
        } while (cursor != null && !cursor.isEmpty());
        log.info("Met {} members of workspace {}", met, installation.workspace());
    }

    static Member member(Installation installation, User user) {
        User.Profile profile = user.getProfile();
        String team = user.getTeamId() != null
                ? user.getTeamId()
                : installation.teamId() == null ? "" : installation.teamId();
        boolean outsider = user.isStranger() || !belongs(installation, user, team);
        boolean admin = user.isAdmin() || user.isOwner() || user.isPrimaryOwner();
        return new Member(installation.workspace(), new UserId(user.getId()), team,
                firstSaid(profile == null ? null : profile.getDisplayName(),
                        profile == null ? null : profile.getRealName(), user.getRealName(), user.getName(),
                        user.getId()),
                profile == null ? null : profile.getEmail(), zone(user.getTz()),
                admin && !outsider ? Role.ADMIN : Role.MEMBER, user.isBot(), user.isDeleted(), outsider);
    }

    private static boolean belongs(Installation installation, User user, String team) {
        String enterprise = user.getEnterpriseUser() != null
                ? user.getEnterpriseUser().getEnterpriseId()
                : user.getEnterpriseId();
        if (installation.enterpriseId() != null
                && (installation.enterpriseId().equals(enterprise) || installation.enterpriseId().equals(team))) {
            return true;
        }
        return installation.teamId() == null
                ? user.getEnterpriseUser() == null && user.getEnterpriseId() == null
                : installation.teamId().equals(team)
                        || user.getTeams() != null && user.getTeams().contains(installation.teamId());
    }

    private static String firstSaid(@Nullable String... names) {
        for (String name : names) {
            if (name != null && !name.isBlank()) {
                return name;
            }
        }
        return "Somebody";
    }

    private static ZoneId zone(@Nullable String tz) {
        try {
            return tz == null || tz.isBlank() ? ZoneOffset.UTC : ZoneId.of(tz);
        } catch (DateTimeException unknownHere) {
            return ZoneOffset.UTC;
        }
    }
}
