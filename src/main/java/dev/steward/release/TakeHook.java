package dev.steward.release;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.release.Hook.Came;
import dev.steward.release.Hook.Outcome;
import dev.steward.web.WebProblemAdvice;
import dev.steward.workspace.Sha256;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Takes what was sent with a good signature, once, and keeps it whatever it is. It is answered when it is kept: what is answered well is
 * not lost. What arrives from one source is looked at one after another.
 */
@Component
class TakeHook {
    private static final Logger log = LoggerFactory.getLogger(TakeHook.class);
    /** Somebody removed the source between the check of the signature and now. */
    private static final Came REMOVED = new Came(Outcome.REFUSED, "Nothing is taken at this address.", 404);
    private static final Came FAILED = new Came(Outcome.FAILED,
            "Something went wrong here. It is kept, and an admin can have it looked at again.", 202);

    private final Sources sources;
    private final Hooks hooks;
    private final TakeNews news;
    private final Releases releases;
    private final TellIntake tell;
    private final TransactionTemplate transaction;
    private final TransactionTemplate apart;
    private final Clock clock;

    TakeHook(Sources sources, Hooks hooks, TakeNews news, Releases releases, TellIntake tell,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.sources = sources;
        this.hooks = hooks;
        this.news = news;
        this.releases = releases;
        this.tell = tell;
        this.transaction = new TransactionTemplate(transactions);
        // what goes wrong in a replay must not undo that somebody pressed the button
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /**
     * What was sent.
     *
     * @param key     as the sender named it; null where they did not
     * @param headers by their names in lower case
     * @param bad     why it cannot be taken, whatever the body says; null: it may
     */
    record Sent(Source source, @Nullable String key, Map<String, String> headers, byte[] body,
            Reading.@Nullable Bad bad) {}

    /**
     * What it is answered.
     *
     * @param again whether the same was sent before, and this is what it was answered then
     * @param draft the reference of the draft it went to; null: none
     */
    record Taken(Came came, boolean again, @Nullable Reference draft) {}

    Taken take(Sent sent) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> once(sent, null)));
        } catch (DataAccessException | TransactionException e) {
            if (WebProblemAdvice.isDatabaseAway(e)) {
                throw e;
            }
            return failed(sent, e);
        } catch (RuntimeException e) {
            return failed(sent, e);
        }
    }

    private Taken failed(Sent sent, RuntimeException why) {
        log.error("What was sent to release source {} could not be worked into a draft", sent.source().id(), why);
        return Objects.requireNonNull(transaction.execute(status -> {
            Taken taken = once(sent, FAILED);
            tell.failed(sent.source());
            return taken;
        }));
    }

    /** @param instead what came of it, where that is known already */
    private Taken once(Sent sent, @Nullable Came instead) {
        Optional<Source> locked = sources.lock(sent.source().workspace(), sent.source().id());
        Instant now = now();
        String key = key(sent);
        Optional<Hook> before = hooks.find(sent.source().id(), key);
        if (before.isPresent() && !hooks.hasBody(before.get().workspace(), before.get().id(), sent.body())) {
            return once(other(sent), instead);
        }
        if (before.isPresent() && (before.get().came().outcome() != Outcome.FAILED || instead != null)) {
            return taken(before.get().came(), true, sent.source().workspace());
        }
        Came came = instead != null
                ? instead
                : locked.map(source -> source.removed() == null
                        ? look(source, sent.headers(), sent.body(), sent.bad(), now)
                        : REMOVED)
                        .orElseThrow(() -> new IllegalStateException("The source went with its workspace"));
        if (before.isPresent()) {
            hooks.came(before.get().workspace(), before.get().id(), came, null, now);
        } else {
            hooks.add(new Hook(UuidCreator.getTimeOrderedEpoch(), sent.source().workspace(), sent.source().id(), key,
                    now, sent.headers(), came, null), sent.body());
        }
        return taken(came, false, sent.source().workspace());
    }

    /** The key was used for something else. */
    private static Sent other(Sent sent) {
        return new Sent(sent.source(), null, sent.headers(), sent.body(),
                new Reading.Bad(422, "That key was used for something else. Give each sending a key of its own."));
    }

    /**
     * An admin has it looked at again. What it brought before it does not bring twice.
     *
     * @throws Refused when it is forgotten, or its source was removed
     */
    Came replay(WorkspaceId workspace, UUID id, UserId by) {
        try {
            return Objects.requireNonNull(apart.execute(status -> again(workspace, id, by, null)));
        } catch (Refused refused) {
            throw refused;
        } catch (RuntimeException e) {
            if (WebProblemAdvice.isDatabaseAway(e)) {
                throw e;
            }
            log.error("What was sent to a release source could not be worked into a draft when it was looked at again",
                    e);
            return Objects.requireNonNull(apart.execute(status -> again(workspace, id, by, FAILED)));
        }
    }

    private Came again(WorkspaceId workspace, UUID id, UserId by, @Nullable Came instead) {
        Hook hook = hooks.find(workspace, id).orElseThrow(() -> new Refused("It is no longer kept."));
        Source source = sources.lock(workspace, hook.source()).filter(each -> each.removed() == null)
                .orElseThrow(() -> new Refused("Its source was removed."));
        Came came = instead != null
                ? instead
                : look(source, hook.headers(), hooks.body(workspace, id), null, now());
        hooks.came(workspace, id, came, by, now());
        return came;
    }

    private Came look(Source source, Map<String, String> headers, byte[] body, Reading.@Nullable Bad bad, Instant now) {
        Reading reading = bad != null ? bad : read(source.kind(), headers, body);
        return switch (reading) {
            case Reading.Bad(var status, var sentence, var mistakes) ->
                new Came(Outcome.REFUSED, sentence, status, mistakes, null);
            case Reading.NoNews(var word, var greeting) -> new Came(Outcome.IGNORED, word, greeting ? 200 : 202);
            case Reading.News(var shipped) -> news.take(source, shipped, now);
        };
    }

    /** Whatever the bytes are. */
    static Reading read(Source.Kind kind, Map<String, String> headers, byte[] body) {
        return switch (kind) {
            case GITHUB -> headers.containsKey("x-github-delivery")
                    ? ReadGithub.read(headers.get("x-github-event"), headers.get("content-type"), body)
                    : new Reading.Bad(400, "The header X-GitHub-Delivery is missing.");
            case WEBHOOK -> ReadWebhook.read(headers.get("content-type"), body);
        };
    }

    private Taken taken(Came came, boolean again, WorkspaceId workspace) {
        return new Taken(came, again, came.release() == null
                ? null
                : releases.find(workspace, came.release()).map(release -> release.facts().reference()).orElse(null));
    }

    /** What has no usable key is known by what it is. */
    private static String key(Sent sent) {
        return sent.key() != null ? "k:" + sent.key() : "b:" + Sha256.hex(sent.body());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
