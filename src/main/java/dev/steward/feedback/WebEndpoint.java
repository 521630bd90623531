package dev.steward.feedback;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jakarta.servlet.http.HttpServletRequest;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.steward.feedback.CaptureFeedback.Capture;
import dev.steward.feedback.CaptureFeedback.Captured;
import dev.steward.feedback.ImportCsv.Importer;
import dev.steward.feedback.ImportCsv.Outcome;
import dev.steward.feedback.ImportCsv.Result;
import dev.steward.feedback.WebFeedback.Body;
import dev.steward.feedback.WebTokens.Tool;
import dev.steward.web.BodyRefused;
import dev.steward.web.InboundBody;
import dev.steward.web.Refusal;
import dev.steward.web.RefusalLog;
import dev.steward.web.UnknownSenders;
import dev.steward.web.WebProblem;
import dev.steward.workspace.Areas;

/** Where support tools file feedback: one item as JSON, or many as CSV. Mistakes are told as RFC 9457 problems. */
@RestController
@RequestMapping(WebEndpoint.PATH)
class WebEndpoint {
    static final int MOST_BYTES = 4_000_000;
    private static final Duration WITHIN = Duration.ofSeconds(30);
    /** A file is kept row by row as it comes. */
    private static final Duration FILE_WITHIN = Duration.ofMinutes(5);
    static final String PATH = "/api/feedback";
    private static final String KEY = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;

    private final WebTokens tokens;
    private final CaptureFeedback captures;
    private final ImportCsv csv;
    private final ImportFiles imports;
    private final Areas areas;
    private final UnknownSenders unknown;
    private final RefusalLog refusals;

    WebEndpoint(WebTokens tokens, CaptureFeedback captures, ImportCsv csv, ImportFiles imports, Areas areas,
            UnknownSenders unknown, RefusalLog refusals) {
        this.tokens = tokens;
        this.captures = captures;
        this.csv = csv;
        this.imports = imports;
        this.areas = areas;
        this.unknown = unknown;
        this.refusals = refusals;
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> one(HttpServletRequest request) {
        Tool tool = tool(request);
        expect(request, "application/json");
        boolean named = request.getHeader(KEY) != null;
        String key = key(request, tool);
        byte[] body = WebProblem.body(request, MOST_BYTES, WITHIN);
        return switch (WebFeedback.read(body, areas.all(tool.workspace()))) {
            case Body.Garbled(var sentence) -> throw new WebProblem(HttpStatus.BAD_REQUEST, sentence);
            case Body.Mistaken(var sentences) -> throw new WebProblem(HttpStatus.UNPROCESSABLE_CONTENT,
                    "Some fields cannot be taken.", errors(sentences));
            case Body.Fine(var said, var fingerprint) -> {
                Captured captured = captures
                        .capture(new Capture(tool.workspace(), Via.WEB, key, null, tool.name(), Visibility.EVERYBODY,
                                said, named ? fingerprint : null));
                if (!captured.fresh() && !captured.item().origin().sentAs(fingerprint)) {
                    throw new WebProblem(HttpStatus.UNPROCESSABLE_CONTENT,
                            "This Idempotency-Key came with another body before: "
                                    + captured.item().reference()
                                    + " was made of that one. Send this one with a key of its own.");
                }
                var answer = new LinkedHashMap<String, Object>();
                answer.put("reference", captured.item().reference().toString());
                answer.put("id", captured.item().id().toString());
                answer.put("captured", captured.item().origin().at().toString());
                yield ResponseEntity.status(HttpStatus.CREATED)
                        .header("Idempotent-Replayed", Boolean.toString(!captured.fresh())).body(answer);
            }
        };
    }

    @PostMapping("/import")
    ResponseEntity<Map<String, Object>> many(HttpServletRequest request) throws IOException {
        Tool tool = tool(request);
        expect(request, "text/csv");
        try {
            InboundBody.of(request).open(ImportCsv.MOST_BYTES, FILE_WITHIN);
        } catch (BodyRefused refused) {
            throw WebProblem.of(refused, ImportCsv.MOST_BYTES);
        }
        Result result = csv.read(new Importer(tool.workspace(), null, tool.name()),
                ImportCsv.limited(request.getInputStream()));
        if (result.rows().isEmpty() && result.stopped() != null) {
            throw new WebProblem(HttpStatus.UNPROCESSABLE_CONTENT, result.stopped());
        }
        imports.tellChannel(tool.workspace(), UuidCreator.getTimeOrderedEpoch(), null, result);
        var answer = new LinkedHashMap<String, Object>();
        for (Outcome.What what : Outcome.What.values()) {
            answer.put(word(what), result.count(what));
        }
        if (result.stopped() != null) {
            answer.put("stopped", result.stopped());
        }
        answer.put("ignoredColumns", result.ignored());
        answer.put("rows", result.rows().stream().map(WebEndpoint::row).toList());
        return ResponseEntity.ok(answer);
    }

    private static Map<String, Object> row(Outcome outcome) {
        var row = new LinkedHashMap<String, Object>();
        row.put("line", outcome.line());
        row.put("outcome", word(outcome.what()));
        if (outcome.reference() != null) {
            row.put("reference", outcome.reference().toString());
        }
        if (outcome.sentence() != null) {
            row.put("detail", outcome.sentence());
        }
        return row;
    }

    private static String word(Outcome.What what) {
        return what.name().toLowerCase(Locale.ROOT);
    }

    private Tool tool(HttpServletRequest request) {
        String authorization = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION)).orElse("");
        Tool tool = Optional.of(authorization).filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .flatMap(value -> unknown.lookUp(PATH, () -> tokens.holder(value.substring(7).strip())))
                .orElseThrow(this::unauthorized);
        InboundBody.of(request).verified();
        return tool;
    }

    private WebProblem unauthorized() {
        refusals.count(Refusal.BAD_TOKEN, PATH);
        return WebProblem.unauthorized("Bearer",
                "Send the header “Authorization: Bearer …” with a token made by `/feedback token new`.");
    }

    private static void expect(HttpServletRequest request, String type) {
        String sent = request.getContentType();
        if (sent == null || !sent.split(";", 2)[0].strip().equalsIgnoreCase(type)) {
            throw new WebProblem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send " + type + ", in UTF-8.");
        }
    }

    /** Unique per tool; a tool keeps its name, and so its keys, when its token is rotated. */
    private static String key(HttpServletRequest request, Tool tool) {
        String sent = request.getHeader(KEY);
        if (sent == null) {
            return "web:" + UuidCreator.getTimeOrderedEpoch();
        }
        String key = sent.strip();
        if (key.isEmpty() || key.length() > LONGEST_KEY || key.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new WebProblem(HttpStatus.BAD_REQUEST,
                    "The Idempotency-Key has 1 to " + LONGEST_KEY + " plain characters.");
        }
        return "web:" + tool.name().toLowerCase(Locale.ROOT) + ":" + key;
    }

    private static List<Map<String, String>> errors(Map<String, String> sentences) {
        List<Map<String, String>> errors = new ArrayList<>();
        sentences.forEach((field, sentence) -> errors.add(Map.of("field", field, "detail", sentence)));
        return errors;
    }
}
