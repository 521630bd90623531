package dev.steward.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.ApiMethod.TooMany;
import dev.steward.sandbox.SandboxReads.Direction;
import dev.steward.slack.AppManifest;

/** The sandbox's Web API: who calls, how often, with which right; then the method itself. */
@RestController
@SandboxMode
class WebApi {
    private final Map<String, ApiMethod> methods;
    private final Teams teams;
    private final RateLimits limits;
    private final AppManifest manifest;
    private final CallLog log;
    private final TransactionTemplate transaction;

    WebApi(List<ApiMethod.Family> families, Teams teams, RateLimits limits, AppManifest manifest, CallLog log,
            TransactionTemplate transaction) {
        this.methods = families.stream().flatMap(family -> family.methods().stream())
                .collect(Collectors.toMap(ApiMethod::name, Function.identity()));
        this.teams = teams;
        this.limits = limits;
        this.manifest = manifest;
        this.log = log;
        this.transaction = transaction;
    }

    @RequestMapping(path = "/sandbox/api/{method}", method = {RequestMethod.POST, RequestMethod.GET})
    ResponseEntity<String> call(@PathVariable String method, HttpServletRequest request) throws IOException {
        long start = System.nanoTime();
        ObjectNode arguments = Json.object();
        ObjectNode body;
        HttpStatus status = HttpStatus.OK;
        var headers = new HttpHeaders();
        headers.setContentType(new MediaType(MediaType.APPLICATION_JSON, StandardCharsets.UTF_8));
        try {
            arguments = arguments(request);
            SortedSet<String> scopes = new TreeSet<>(manifest.botScopes());
            headers.set("X-OAuth-Scopes", String.join(",", scopes));
            body = Json.object().put("ok", true);
            body.setAll(answer(method, arguments, token(request, arguments), scopes));
        } catch (TooMany e) {
            status = HttpStatus.TOO_MANY_REQUESTS;
            headers.set("Retry-After", Long.toString(e.retryAfter()));
            body = new ApiError("ratelimited").body();
        } catch (ApiError e) {
            body = e.body();
        }
        String answered = Json.write(body);
        arguments.remove("token");
        log.add(Direction.TO_SLACK, method, Json.flag(body, "ok") ? "ok" : Json.text(body, "error"), status.value(),
                Duration.ofNanos(System.nanoTime() - start), Json.write(arguments), answered);
        return ResponseEntity.status(status).headers(headers).body(answered);
    }

    private ObjectNode answer(String name, ObjectNode arguments, @Nullable String token, SortedSet<String> scopes) {
        ApiMethod method = methods.get(name);
        if (method == null) {
            throw new ApiError("unknown_method");
        }
        if (name.equals("api.test")) {
            return method.answers().answer(new ApiCall(teams.get(), arguments, Collections.emptySortedSet()));
        }
        if (token == null || token.isBlank()) {
            throw new ApiError("not_authed");
        }
        Team team = teams.get();
        if (!token.equals(team.botToken())) {
            throw new ApiError("invalid_auth");
        }
        TooMany.unless(limits.call(name, method.tier()));
        var call = new ApiCall(team, arguments, scopes);
        if (!method.scopes().isEmpty()) {
            call.requireScope(method.scopes().toArray(String[]::new));
        }
        ObjectNode answer = transaction.execute(status -> method.answers().answer(call));
        return answer == null ? Json.object() : answer;
    }

    private static ObjectNode arguments(HttpServletRequest request) throws IOException {
        ObjectNode arguments = Json.object();
        String type = request.getContentType() == null ? "" : request.getContentType();
        if (type.startsWith("application/json")) {
            String sent = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            try {
                if (!(Json.parse(sent.isBlank() ? "{}" : sent) instanceof ObjectNode parsed)) {
                    throw new ApiError("json_not_object");
                }
                arguments = parsed;
            } catch (JacksonException e) {
                throw new ApiError("invalid_json");
            }
        }
        for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
            if (!arguments.has(parameter.getKey())) {
                arguments.put(parameter.getKey(), parameter.getValue()[0]);
            }
        }
        return arguments;
    }

    private static @Nullable String token(HttpServletRequest request, ObjectNode arguments) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : Json.textOrNull(arguments, "token");
    }
}
