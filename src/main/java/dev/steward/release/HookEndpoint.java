package dev.steward.release;

import java.io.IOException;
import java.time.Clock;
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
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.steward.release.Hook.Came;
import dev.steward.release.TakeHook.Sent;
import dev.steward.release.TakeHook.Taken;
import dev.steward.slack.Claims;
import dev.steward.slack.WebProblem;

/** Where GitHub and other tools say what shipped. Mistakes are told as RFC 9457 problems; docs/release-webhooks.md says how to send. */
@RestController
class HookEndpoint {
    static final String PATH = "/hooks/releases/";
    static final int MOST_BYTES = 4_000_000;
    private static final Logger log = LoggerFactory.getLogger(HookEndpoint.class);
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_HEADER = 500;
    /** What is kept of the headers. */
    private static final List<String> KEPT = List.of("content-type", "user-agent", "x-github-event",
            "x-github-delivery",
            "x-github-hook-id", "idempotency-key");

    private final Sources sources;
    private final TakeHook take;
    private final Clock clock;

    HookEndpoint(Sources sources, TakeHook take, Clock clock) {
        this.sources = sources;
        this.take = take;
        this.clock = clock;
    }

    @PostMapping(PATH + "{id}")
    ResponseEntity<?> take(@PathVariable String id, HttpServletRequest request) throws IOException {
        Source source = Claims.id(id).map(SourceId::new).flatMap(sources::at)
                .orElseThrow(() -> new WebProblem(HttpStatus.NOT_FOUND, "Nothing is taken at this address."));
        byte[] body = WebProblem.body(request, MOST_BYTES);
        signed(source, body, request);
        Map<String, String> headers = headers(request);
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

    private void signed(Source source, byte[] body, HttpServletRequest request) {
        List<String> secrets;
        try {
            secrets = sources.secrets(source.id());
        } catch (IllegalStateException unreadable) {
            log.error(
                    "The secret of release source {} fits none of the encryption keys: put the key it was encrypted with "
                            + "into STEWARD_DECRYPTION_KEYS, or rotate the secret",
                    source.id());
            throw WebProblem.later("Steward cannot check signatures at the moment.");
        }
        String why = switch (source.kind()) {
            case GITHUB -> HookSignature.github(secrets, body, request.getHeader(HookSignature.GITHUB));
            case WEBHOOK ->
                HookSignature.steward(secrets, body, request.getHeader(HookSignature.STEWARD), clock.instant());
        };
        if (why != null) {
            log.warn("Refused what was sent to release source {}: {}", source.id(), why);
            throw WebProblem.unauthorized("Signature", why);
        }
    }

    private static Map<String, String> headers(HttpServletRequest request) {
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

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(WebProblem problem) {
        return problem.answer();
    }

    /** The one thing that can go wrong here without the sender's doing: what else does is kept, and told to people who can help. */
    @ExceptionHandler({org.springframework.dao.DataAccessException.class,
            org.springframework.transaction.TransactionException.class})
    ResponseEntity<ProblemDetail> databaseAway(Exception e) {
        log.warn("What a release source sent could not be kept: {}", String.valueOf(e.getMessage()));
        return WebProblem.databaseAway().answer();
    }
}
