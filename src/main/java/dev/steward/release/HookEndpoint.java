package dev.steward.release;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jakarta.servlet.http.HttpServletRequest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.steward.release.Hook.Came;
import dev.steward.release.TakeHook.Sent;
import dev.steward.release.TakeHook.Taken;
import dev.steward.slack.Claims;
import dev.steward.web.InboundBody;
import dev.steward.web.Refusal;
import dev.steward.web.RefusalLog;
import dev.steward.web.UnknownSenders;
import dev.steward.web.WebProblem;

/** Where GitHub and other tools say what shipped. Mistakes are told as RFC 9457 problems; docs/release-webhooks.md says how to send. */
@RestController
class HookEndpoint {
    static final String PATH = "/hooks/releases/";
    static final int MOST_BYTES = 4_000_000;
    /** GitHub waits for the answer no longer. */
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(HookEndpoint.class);
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_HEADER = 500;
    /** What is kept of the headers. */
    private static final List<String> KEPT = List.of("content-type", "user-agent", "x-github-event",
            "x-github-delivery",
            "x-github-hook-id", "idempotency-key");

    private final Sources sources;
    private final TakeHook take;
    private final UnknownSenders unknown;
    private final RefusalLog refusals;
    private final Clock clock;

    HookEndpoint(Sources sources, TakeHook take, UnknownSenders unknown, RefusalLog refusals, Clock clock) {
        this.sources = sources;
        this.take = take;
        this.unknown = unknown;
        this.refusals = refusals;
        this.clock = clock;
    }

    @PostMapping(PATH + "{id}")
    ResponseEntity<?> take(@PathVariable String id, HttpServletRequest request) {
        Source source = Claims.id(id).map(SourceId::new)
                .flatMap(known -> unknown.lookUp(PATH, () -> sources.at(known))).orElseThrow(this::nothingHere);
        headers(source, request);
        byte[] body = WebProblem.body(request, MOST_BYTES, WITHIN);
        signed(source, body, request);
        InboundBody.of(request).verified();
        Map<String, String> headers = kept(request);
        String named = source.kind() == Source.Kind.GITHUB ? "X-GitHub-Delivery" : "Idempotency-Key";
        String key = request.getHeader(named);
        boolean usable = key == null || !key.isBlank() && key.length() <= LONGEST_KEY
                && key.chars().allMatch(c -> c >= ' ' && c <= '~');
        Taken taken = take.take(new Sent(source, key == null || !usable ? null : key.strip(), headers, body, usable
                ? null
                : new Reading.Bad(400, "The " + named + " has 1 to " + LONGEST_KEY + " plain characters.")));
        return answer(taken);
    }

    private static ResponseEntity<?> answer(Taken taken) {
        Came came = taken.came();
        var builder = ResponseEntity.status(came.status());
        if (taken.again()) {
            builder.header("Idempotent-Replayed", "true");
        }
        if (came.outcome() == Hook.Outcome.REFUSED) {
            var problem = ProblemDetail.forStatusAndDetail(HttpStatus.valueOf(came.status()), came.reason());
            if (!came.mistakes().isEmpty()) {
                List<Map<String, String>> errors = new ArrayList<>();
                came.mistakes().forEach((at, why) -> errors.add(Map.of("pointer", at, "detail", why)));
                problem.setProperty("errors", errors);
            }
            return builder.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
        }
        var said = new LinkedHashMap<String, Object>();
        said.put("outcome", came.outcome().word());
        said.put("detail", came.reason());
        if (taken.draft() != null) {
            said.put("release", taken.draft().toString());
        }
        return builder.body(said);
    }

    private WebProblem nothingHere() {
        refusals.count(Refusal.BAD_TOKEN, PATH);
        return new WebProblem(HttpStatus.NOT_FOUND, "Nothing is taken at this address.");
    }

    /** Before any of the body is read. */
    private void headers(Source source, HttpServletRequest request) {
        String why = switch (source.kind()) {
            case GITHUB -> HookSignature.judgeGithub(request.getHeader(HookSignature.GITHUB));
            case WEBHOOK -> HookSignature.judgeSteward(request.getHeader(HookSignature.STEWARD), clock.instant());
        };
        if (why != null) {
            refusals.count(Refusal.UNSIGNED, PATH);
            throw WebProblem.unauthorized("Signature", why);
        }
    }

    private void signed(Source source, byte[] body, HttpServletRequest request) {
        List<String> secrets;
        try {
            secrets = unknown.lookUp(PATH, () -> sources.secrets(source.id()));
        } catch (IllegalStateException unreadable) {
            log.error(
                    "The secret of release source {} fits none of the encryption keys: put the key it was encrypted with "
                            + "into STEWARD_DECRYPTION_KEYS, or rotate the secret",
                    source.id());
            throw WebProblem.later("Steward cannot check signatures at the moment.");
        }
        String why = WebProblem.check(request, body, MOST_BYTES, () -> switch (source.kind()) {
            case GITHUB -> HookSignature.github(secrets, body, request.getHeader(HookSignature.GITHUB));
            case WEBHOOK ->
                HookSignature.steward(secrets, body, request.getHeader(HookSignature.STEWARD), clock.instant());
        });
        if (why != null) {
            refusals.count(Refusal.BAD_SIGNATURE, PATH + source.id().value());
            throw WebProblem.unauthorized("Signature", why);
        }
    }

    private static Map<String, String> kept(HttpServletRequest request) {
        var headers = new LinkedHashMap<String, String>();
        for (String name : KEPT) {
            String value = request.getHeader(name);
            if (value != null) {
                String line = HookJson.line(value);
                headers.put(name, line.length() > LONGEST_HEADER ? line.substring(0, LONGEST_HEADER) : line);
            }
        }
        return headers;
    }
}
