package dev.steward.slack;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.methods.SlackApiException;
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
import dev.steward.workspace.WorkspaceId;

/** Learns from Slack who the members are: all of them at first and daily, and each one when it matters who they are. */
final class MeetMembers {
    private static final Logger log = LoggerFactory.getLogger(MeetMembers.class);
    private static final int PAGE = 200;
    /** How old what Slack said of somebody may be where much depends on it. */
    private static final Duration CONFIRMED = Duration.ofMinutes(15);
    /** How long somebody Slack would not tell of is not asked about again. */
    private static final Duration UNTOLD = Duration.ofSeconds(30);
    /** What a request can wait for, of the three seconds it has. */
    private static final Duration PATIENCE = Duration.ofMillis(1_200);

    private final SlackWebApi api;
    private final Members members;
    /** What Slack said of somebody lately, or is being asked, so that it is not asked at each click. */
    private final Cache<Key, CompletableFuture<Optional<Member>>> confirmed = Caffeine.newBuilder()
            .maximumSize(50_000).expireAfterWrite(CONFIRMED).build();
    /** Whom Slack did not tell of just now. */
    private final Cache<Key, Boolean> untold = Caffeine.newBuilder().maximumSize(50_000).expireAfterWrite(UNTOLD)
            .build();

    MeetMembers(SlackWebApi api, Members members) {
        this.api = api;
        this.members = members;
    }

    private record Key(WorkspaceId workspace, UserId user) {}

    /**
     * Who Slack says somebody is, no older than {@link #CONFIRMED}. Waits no longer than a request can; what comes later is kept.
     *
     * @return empty where Slack does not tell, or not in time
     */
    Optional<Member> now(Installation installation, UserId user) {
        var key = new Key(installation.workspace(), user);
        if (untold.getIfPresent(key) != null) {
            return Optional.empty();
        }
        CompletableFuture<Optional<Member>> asked = confirmed.get(key, none -> ask(installation, key));
        try {
            Optional<Member> told = asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return told.isEmpty() ? told : members.find(key.workspace(), user);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Slack does not tell in time who {} is: {}", user, String.valueOf(e.getMessage()));
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private CompletableFuture<Optional<Member>> ask(Installation installation, Key key) {
        var told = new CompletableFuture<Optional<Member>>();
        Thread.ofVirtual().name("meet-member").start(() -> {
            try {
                UsersInfoResponse answer = api.client(installation).usersInfo(r -> r.user(key.user().value()));
                if (answer.isOk() && answer.getUser() != null) {
                    Member member = member(installation, answer.getUser());
                    members.save(member);
                    told.complete(Optional.of(member));
                    return;
                }
                log.warn("Slack does not tell who {} is: {}", key.user(), answer.getError());
                forget(key);
                told.complete(Optional.empty());
            } catch (Exception e) {
                forget(key);
                told.completeExceptionally(e);
            }
        });
        return told;
    }

    private void forget(Key key) {
        untold.put(key, Boolean.TRUE);
        confirmed.invalidate(key);
    }

    /** Asks Slack anew of everybody, for a database that was changed by other hands. */
    void forget() {
        confirmed.invalidateAll();
        untold.invalidateAll();
    }

    /** What an event just said of somebody needs no asking. */
    void heard(Member member) {
        members.save(member);
        confirmed.put(new Key(member.workspace(), member.id()), CompletableFuture.completedFuture(Optional.of(member)));
    }

    /** All of a workspace, page by page, at the pace Slack asks for. */
    void all(Installation installation) throws Exception {
        String cursor = null;
        int met = 0;
        do {
            UsersListResponse page = page(installation, cursor);
            members.saveAll(installation.workspace(),
                    page.getMembers().stream().map(user -> member(installation, user)).toList());
            met += page.getMembers().size();
            cursor = page.getResponseMetadata() == null ? null : page.getResponseMetadata().getNextCursor();
        } while (cursor != null && !cursor.isEmpty());
        log.info("Met {} members of workspace {}", met, installation.workspace());
    }

    private UsersListResponse page(Installation installation, @Nullable String cursor) throws Exception {
        while (true) {
            try {
                UsersListResponse page = api.client(installation)
                        .usersList(r -> r.limit(PAGE).cursor(cursor).teamId(installation.teamId()));
                if (!page.isOk()) {
                    throw new IllegalStateException("users.list: " + page.getError());
                }
                return page;
            } catch (SlackApiException e) {
                String wait = e.getResponse().header("Retry-After");
                if (e.getResponse().code() != 429 || wait == null) {
                    throw e;
                }
                Thread.sleep(Duration.ofSeconds(Long.parseLong(wait.strip())));
            }
        }
    }

    static Member member(Installation installation, User user) {
        User.Profile profile = user.getProfile();
        String team = user.getTeamId() != null
                ? user.getTeamId()
                : installation.teamId() == null ? "" : installation.teamId();
        boolean outsider = user.isStranger() || !belongs(installation, user, team);
        boolean admin = user.isAdmin() || user.isOwner() || user.isPrimaryOwner();
        boolean guest = user.isRestricted() || user.isUltraRestricted();
        Role role = outsider ? Role.OUTSIDER : guest ? Role.GUEST : admin ? Role.ADMIN : Role.MEMBER;
        String realName = firstSaid(profile == null ? null : profile.getRealName(), user.getRealName());
        String name = firstSaid(profile == null ? null : profile.getDisplayName(), realName, user.getName(),
                user.getId());
        return new Member(installation.workspace(), new UserId(user.getId()), team, name == null ? "Somebody" : name,
                realName, firstSaid(user.getName()), profile == null ? null : firstSaid(profile.getEmail()),
                zone(user.getTz()), role, user.isBot(), user.isDeleted());
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

    private static @Nullable String firstSaid(@Nullable String... names) {
        for (String name : names) {
            if (name != null && !name.isBlank()) {
                return name;
            }
        }
        return null;
    }

    private static ZoneId zone(@Nullable String tz) {
        try {
            return tz == null || tz.isBlank() ? ZoneOffset.UTC : ZoneId.of(tz);
        } catch (DateTimeException unknownHere) {
            return ZoneOffset.UTC;
        }
    }
}
