package dev.steward.slack;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import jakarta.servlet.http.HttpServletRequest;

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

    /** 503: nothing was kept of what was sent. */
    public static WebProblem databaseAway() {
        return later("Steward cannot reach its database. Send the same again in a moment.");
    }

    /** 413. @param most bytes, in whole megabytes */
    public static WebProblem tooLarge(int most) {
        return new WebProblem(HttpStatus.CONTENT_TOO_LARGE, "Send at most " + most / 1_000_000 + " MB at once.");
    }

    /**
     * All that was sent.
     *
     * @param most bytes that are read, in whole megabytes
     * @throws WebProblem where it is more
     */
    public static byte[] body(HttpServletRequest request, int most) throws IOException {
        if (request.getContentLengthLong() > most) {
            throw tooLarge(most);
        }
        byte[] body = request.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            throw tooLarge(most);
        }
        return body;
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
