package dev.steward.delivery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.google.gson.JsonParseException;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls to Slack that one attempt takes: which is under way, whether it may have had an effect that must not happen twice, and
 * so what its failure means.
 */
final class SlackCall {
    private static final Logger log = LoggerFactory.getLogger(SlackCall.class);
    /** Slack could not do it now; of those that tell so little, it may have done it all the same. */
    private static final Set<String> PASSING = Set.of("ratelimited", "rate_limited", "message_limit_exceeded",
            "service_unavailable", "request_timeout", "team_added_to_org", "internal_error", "fatal_error");
    private static final Set<String> PERHAPS_DONE = Set.of("internal_error", "fatal_error", "service_unavailable",
            "request_timeout");
    /** Longer turns are not waited for while a claim is held. */
    private static final long SHORT_WAIT = TimeUnit.SECONDS.toNanos(2);

    private final Delivery delivery;
    private final Limits limits;
    private final boolean uncertain;
    private String method;
    private boolean leaving;

    /** @param uncertain whether it may have arrived before any of these calls */
    SlackCall(Delivery delivery, Limits limits, boolean uncertain) {
        this.delivery = delivery;
        this.limits = limits;
        this.uncertain = uncertain;
        this.method = delivery.way().method();
    }

    /** What the attempt does. */
    interface Work {
        Outcome run() throws IOException, SlackApiException;
    }

    Outcome told(Work work) {
        try {
            return work.run();
        } catch (MustWait wait) {
            return new Outcome.TooMany(method, Duration.ofNanos(wait.nanos), uncertain);
        } catch (Refused refused) {
            return passing(refused.error())
                    ? new Outcome.Passing(refused.error(),
                            uncertain || leaving && PERHAPS_DONE.contains(refused.error()))
                    : new Outcome.Permanent(refused.error());
        } catch (SlackApiException e) {
            return answered(e);
        } catch (ConnectException | UnknownHostException e) {
            return new Outcome.Passing("Slack cannot be reached", uncertain);
        } catch (IOException | JsonParseException e) {
            return perhaps("no answer from Slack: " + e.getClass().getSimpleName());
        } catch (NoSuchElementException e) {
            return new Outcome.Permanent("not_installed");
        } catch (IllegalStateException refusedByOurselves) {
            log.error("Delivery {} of {} cannot be sent as it is", delivery.id(), delivery.label(),
                    refusedByOurselves);
            return new Outcome.Permanent("invalid_blocks");
        }
    }

    private Outcome answered(SlackApiException e) {
        int status = e.getResponse().code();
        if (status == 429) {
            String after = e.getResponse().header("Retry-After");
            long seconds = after != null && after.strip().matches("\\d{1,9}") ? Long.parseLong(after.strip()) : 1;
            return new Outcome.TooMany(method, Duration.ofSeconds(seconds), uncertain);
        }
        if (status >= 500) {
            return new Outcome.Passing("Slack answered " + status,
                    uncertain || leaving && delivery.way() == Lane.Way.POST);
        }
        return status == 408 || status < 400
                ? perhaps("Slack answered " + status)
                : new Outcome.Permanent("Slack answered " + status);
    }

    /** No answer, or none that can be read. */
    private Outcome perhaps(String reason) {
        if (leaving && delivery.way() != Lane.Way.POST) {
            return new Outcome.Unknown(reason);
        }
        return new Outcome.Passing(reason, uncertain || leaving);
    }

    /** The call that must happen once is made now. */
    void leaves() {
        leaves(delivery.way().method());
    }

    /** As above, where that is another method than what stands in such a lane is sent with. */
    void leaves(String name) {
        method = name;
        leaving = true;
    }

    /** It was made, and answered. */
    void done() {
        leaving = false;
    }

    /** Another call, one that can be repeated: waits for its turn. */
    void next(String name) {
        method = name;
        leaving = false;
        long wait = limits.paused(delivery.workspace(), name);
        if (wait <= 0) {
            wait = limits.reserve(delivery.workspace(), name, null);
            if (wait > SHORT_WAIT) {
                limits.giveBack(delivery.workspace(), name, null);
            }
        }
        if (wait > SHORT_WAIT) {
            throw new MustWait(wait);
        }
        if (wait > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(wait);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new MustWait(wait);
            }
        }
    }

    /** @throws Refused where Slack said no */
    static <R extends SlackApiTextResponse> R accepted(@Nullable R response) throws IOException {
        if (response == null) {
            throw new IOException("an empty answer");
        }
        if (!response.isOk()) {
            throw new Refused(response.getError() == null ? "unknown_error" : response.getError());
        }
        return response;
    }

    static boolean passing(@Nullable String error) {
        return error != null && PASSING.contains(error);
    }

    /** Slack answered, and said no. */
    @SuppressWarnings("serial")
    static final class Refused extends RuntimeException {
        Refused(String error) {
            super(error, null, false, false);
        }

        String error() {
            return String.valueOf(getMessage());
        }
    }

    /** It is not known where it goes: that is what became of the attempt. */
    @SuppressWarnings("serial")
    static final class Undone extends RuntimeException {
        private final transient Outcome outcome;

        Undone(Outcome outcome) {
            super("its place is not known", null, false, false);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }

    /** It is not this method's turn for a while. */
    @SuppressWarnings("serial")
    static final class MustWait extends RuntimeException {
        private final long nanos;

        MustWait(long nanos) {
            super("its turn is later", null, false, false);
            this.nanos = nanos;
        }
    }
}
