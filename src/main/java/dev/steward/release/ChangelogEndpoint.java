package dev.steward.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.util.DigestUtils;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

import dev.steward.release.Changelogs.Changelog;
import dev.steward.release.ReadChangelog.Page;
import dev.steward.slack.Claims;
import dev.steward.slack.PublicAddress;
import dev.steward.web.InboundBody;
import dev.steward.web.Refusal;
import dev.steward.web.RefusalLog;
import dev.steward.web.UnknownSenders;
import dev.steward.web.WebProblem;
import dev.steward.web.WebProblemAdvice;
import dev.steward.workspace.Sha256;

/**
 * The changelog, for whoever has its address. That is the only key, so it must not appear in logs or in shared caches, nor be told to
 * the pages that releases lead to.
 */
@RestController
class ChangelogEndpoint {
    private static final String PATH = "/changelog/";
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final MediaType ATOM = new MediaType("application", "atom+xml", StandardCharsets.UTF_8);
    private static final CacheControl FIVE_MINUTES = CacheControl.maxAge(Duration.ofMinutes(5)).cachePrivate();
    private static final int ON_A_PAGE = 20;
    private static final int IN_THE_FEED = 50;

    private final Changelogs changelogs;
    private final ReadChangelog reads;
    private final ITemplateEngine templates;
    private final PublicAddress address;
    private final UnknownSenders unknown;
    private final RefusalLog refusals;
    private final String style = style();
    /** Made once: whoever guesses addresses is to cost little. */
    private final Supplier<byte[]> gone = SingletonSupplier.of(() -> error(Map.of("status", 404)));
    private final Supplier<byte[]> crowded = SingletonSupplier
            .of(() -> error(Map.of("status", 503, "sentence", Refusal.CROWDED.sentence())));

    ChangelogEndpoint(Changelogs changelogs, ReadChangelog reads, ITemplateEngine templates, PublicAddress address,
            UnknownSenders unknown, RefusalLog refusals) {
        this.changelogs = changelogs;
        this.reads = reads;
        this.templates = templates;
        this.address = address;
        this.unknown = unknown;
        this.refusals = refusals;
    }

    @GetMapping("/changelog/{token}")
    ResponseEntity<byte[]> page(@PathVariable("token") String token,
            @RequestParam(name = "from", required = false) @Nullable String from, ServletWebRequest request) {
        Optional<Changelog> found = find(token, request);
        if (found.isEmpty()) {
            return gone();
        }
        Page page = reads.page(found.get().workspace(), Claims.id(from).orElse(null), ON_A_PAGE);
        String html = render("release/changelog", Map.of("title", Told.line(found.get().title()), "style", style,
                "months", Told.byMonth(page.releases()), "page", page, "path", "/changelog/" + token));
        return answer(html, HTML, request);
    }

    @GetMapping("/changelog/{token}.atom")
    ResponseEntity<byte[]> feed(@PathVariable("token") String token, ServletWebRequest request) {
        Optional<Changelog> found = find(token, request);
        if (found.isEmpty()) {
            return gone();
        }
        String base = address.url()
                .orElseGet(() -> ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
        return answer(ChangelogFeed.write(found.get(),
                reads.page(found.get().workspace(), null, IN_THE_FEED).releases(), base + "/changelog/" + token), ATOM,
                request);
    }

    private ResponseEntity<byte[]> answer(String text, MediaType type, WebRequest request) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        String tag = "\"" + DigestUtils.md5DigestAsHex(body) + "\"";
        boolean known = request.checkNotModified(tag);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(known ? 304 : 200).eTag(tag)
                .cacheControl(FIVE_MINUTES);
        if (known) {
            return answer.build();
        }
        return answer.contentType(type).header("X-Robots-Tag", "noindex").header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Security-Policy",
                        "default-src 'none'; style-src '" + hash(style)
                                + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
                .body(body);
    }

    private Optional<Changelog> find(String token, ServletWebRequest request) {
        Optional<Changelog> found = unknown.lookUp(PATH, () -> changelogs.find(token));
        if (found.isEmpty()) {
            refusals.count(Refusal.BAD_TOKEN, PATH);
        } else {
            InboundBody.senderVerified(request.getRequest());
        }
        return found;
    }

    /** People read it with a browser: what the answers to tools say, as a page. */
    @ExceptionHandler
    ResponseEntity<byte[]> notNow(WebProblem problem) {
        String sentence = String.valueOf(problem.getMessage());
        return later(sentence.equals(Refusal.CROWDED.sentence())
                ? crowded.get()
                : error(Map.of("status", 503, "sentence", sentence)));
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<byte[]> databaseAway(RuntimeException failure) {
        if (!WebProblemAdvice.isDatabaseAway(failure)) {
            throw failure;
        }
        refusals.count(Refusal.DATABASE_AWAY, PATH);
        return later(error(Map.of("status", 503, "sentence",
                "Steward cannot reach its database. Please try again in a moment.")));
    }

    private static ResponseEntity<byte[]> later(byte[] page) {
        return ResponseEntity.status(503).header(HttpHeaders.RETRY_AFTER, "5").cacheControl(CacheControl.noStore())
                .contentType(HTML).body(page);
    }

    private byte[] error(Map<String, Object> model) {
        return render("error", model).getBytes(StandardCharsets.UTF_8);
    }

    private ResponseEntity<byte[]> gone() {
        return ResponseEntity.status(404).cacheControl(CacheControl.noStore()).contentType(HTML)
                .body(gone.get());
    }

    private String render(String template, Map<String, Object> model) {
        return templates.process(template, new Context(Locale.ENGLISH, model));
    }

    private static String style() {
        try (InputStream file = Objects
                .requireNonNull(ChangelogEndpoint.class.getResourceAsStream("/templates/release/changelog.css"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a policy names the one style that the page may have. */
    private static String hash(String style) {
        return "sha256-" + Base64.getEncoder().encodeToString(Sha256.of(style));
    }
}
