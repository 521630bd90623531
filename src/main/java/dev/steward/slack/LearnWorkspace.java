package dev.steward.slack;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import com.github.f4b6a3.uuid.UuidCreator;
import com.slack.api.methods.response.auth.AuthTestResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;
import dev.steward.workspace.WorkspaceId;

/** Learns from a bot token whose it is: which workspace Steward serves, who is in it, in which groups, and which channels it has. */
class LearnWorkspace implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(LearnWorkspace.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    /** What a request can wait for, of the three seconds it has. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final SlackConnection connection;
    private final SlackWebApi api;
    private final Installations installations;
    private final MeetMembers meetMembers;
    private final MeetUserGroups meetUserGroups;
    private final MeetChannels meetChannels;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Installation learnt;
    private volatile @Nullable Thread atStart;

    LearnWorkspace(SlackConnection connection, SlackWebApi api, Installations installations, MeetMembers meetMembers,
            MeetUserGroups meetUserGroups, MeetChannels meetChannels) {
        this.connection = connection;
        this.api = api;
        this.installations = installations;
        this.meetMembers = meetMembers;
        this.meetUserGroups = meetUserGroups;
        this.meetChannels = meetChannels;
    }

    @EventListener(ApplicationReadyEvent.class)
    void learnAtStart() {
        if (connection.botToken().isPresent()) {
            atStart = Thread.ofVirtual().name("learn-workspace").start(this::learnUntilDone);
        }
    }

    @Override
    public void destroy() {
        Thread running = atStart;
        if (running != null) {
            running.interrupt();
        }
    }

    /** The installation of the one bot token, if it answers for this team. */
    Optional<Installation> answersFor(@Nullable String enterpriseId, @Nullable String teamId) {
        Installation known = learnt;
        if (connection.botToken().isEmpty() || known != null && !(Objects.equals(known.teamId(), teamId)
                || known.teamId() == null && Objects.equals(known.enterpriseId(), enterpriseId))) {
            // a token's workspace never changes: another team's requests are not for it
            return Optional.empty();
        }
        // known once and gone from the database since: asked anew
        learnt = null;
        var found = new CompletableFuture<Installation>();
        Thread.ofVirtual().name("learn-workspace-on-demand").start(() -> {
            try {
                found.complete(learn());
            } catch (Exception e) {
                found.completeExceptionally(e);
            }
        });
        try {
            found.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return installations.find(enterpriseId, teamId);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Slack does not tell yet whose the bot token is: {}", String.valueOf(e.getMessage()));
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void learnUntilDone() {
        Duration pause = Duration.ofSeconds(1);
        String missing = "the workspace";
        var toLearn = new ArrayDeque<>(List.of(new Step("the members", meetMembers::all),
                new Step("the user groups", meetUserGroups::all), new Step("the channels", meetChannels::all)));
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Installation installation = learn();
                while (!toLearn.isEmpty()) {
                    missing = toLearn.getFirst().what();
                    toLearn.getFirst().learn().of(installation);
                    toLearn.removeFirst();
                }
                return;
            } catch (InterruptedException stopping) {
                return;
            } catch (Exception e) {
                log.warn("Cannot learn {} from Slack yet ({}); trying again in {} s",
                        missing, String.valueOf(e.getMessage()), pause.toSeconds());
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException stopping) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /** @param what for the log */
    private record Step(String what, Learn learn) {}

    @FunctionalInterface
    private interface Learn {
        void of(Installation installation) throws Exception;
    }

    private Installation learn() throws Exception {
        asking.lockInterruptibly();
        try {
            Installation known = learnt;
            if (known != null) {
                return known;
            }
            String token = connection.botToken().orElseThrow();
            AuthTestResponse me = api.client(token, null).authTest(r -> r);
            if (!me.isOk()) {
                throw new IllegalStateException("auth.test: " + me.getError());
            }
            Installation installation = installations.save(installation(me, token));
            // a find that came too early has cached that there is none
            installations.forget();
            learnt = installation;
            log.info("Serving {}", installation);
            return installation;
        } finally {
            asking.unlock();
        }
    }

    private static Installation installation(AuthTestResponse me, String token) {
        return new Installation(new WorkspaceId(UuidCreator.getTimeOrderedEpoch()),
                me.isEnterpriseInstall() ? null : me.getTeamId(), me.getEnterpriseId(),
                me.getTeam() == null ? "" : me.getTeam(), me.getAppId() == null ? "" : me.getAppId(), me.getUserId(),
                me.getBotId() == null ? "" : me.getBotId(), token);
    }
}
