package dev.steward.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;

/** Why what a tool sent over the web is not taken: an RFC 9457 problem, with a sentence for whoever reads the tool's log. */
@SuppressWarnings("serial")
public final class WebProblem extends RuntimeException {
    private final transient ResponseEntity<ProblemDetail> answer;

    public WebProblem(HttpStatus status, String sentence) {
        this(status, sentence, List.of());
    }

    /** @param errors what is wrong in which place of what was sent */
    public WebProblem(HttpStatus status, String sentence, List<Map<String, String>> errors) {
        this(ResponseEntity.status(status), detail(status, sentence, errors));
    }

    private WebProblem(BodyBuilder answer, ProblemDetail detail) {
        super(detail.getDetail(), null, false, false);
        this.answer = answer.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(detail);
    }

    /** 401. @param how they show who they are: {@code Bearer} */
    public static WebProblem unauthorized(String how, String sentence) {
        return new WebProblem(
                ResponseEntity.status(HttpStatus.UNAUTHORIZED).header(HttpHeaders.WWW_AUTHENTICATE, how),
                detail(HttpStatus.UNAUTHORIZED, sentence, List.of()));
    }

    /** 503: the same may be sent again a few seconds later. */
    public static WebProblem later(String sentence) {
        return new WebProblem(
                ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, "5"),
                detail(HttpStatus.SERVICE_UNAVAILABLE, sentence, List.of()));
    }

    /** What is answered where a body is not read. @param most bytes that are taken, in whole megabytes */
    public static WebProblem of(BodyRefused refused, int most) {
        return switch (refused.why()) {
            case TOO_LARGE ->
                new WebProblem(HttpStatus.CONTENT_TOO_LARGE, "Send at most " + most / 1_000_000 + " MB at once.");
            case CROWDED -> later(refused.why().sentence());
            default -> new WebProblem(HttpStatus.valueOf(refused.status()), refused.why().sentence());
        };
    }

    /**
     * All that was sent.
     *
     * @param most   bytes that are read, in whole megabytes
     * @param within what they may take to arrive
     * @throws WebProblem where it is more, or slower
     */
    public static byte[] body(HttpServletRequest request, int most, Duration within) {
        try {
            return InboundBody.of(request).read(request, most, within);
        } catch (BodyRefused refused) {
            throw of(refused, most);
        }
    }

    /**
     * What shows whether the sender is known, over all of the body.
     *
     * @param most bytes that are taken, in whole megabytes
     * @throws WebProblem where too much is under way
     */
    public static <T extends @Nullable Object> T check(HttpServletRequest request, byte[] body, int most,
            Supplier<T> check) {
        try {
            return InboundBody.of(request).check(body, check);
        } catch (BodyRefused refused) {
            throw of(refused, most);
        }
    }

    /** What is answered. */
    public ResponseEntity<ProblemDetail> answer() {
        return answer;
    }

    private static ProblemDetail detail(HttpStatus status, String sentence, List<Map<String, String>> errors) {
        var problem = ProblemDetail.forStatusAndDetail(status, sentence);
        if (!errors.isEmpty()) {
            problem.setProperty("errors", errors);
        }
        return problem;
    }
}
