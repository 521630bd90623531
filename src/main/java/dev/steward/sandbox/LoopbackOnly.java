package dev.steward.sandbox;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import dev.steward.web.BodyRefused;
import dev.steward.web.InboundBody;

/**
 * Keeps the web out of the sandbox. Any page in this machine's browser can send requests to a local server: by a name that it
 * makes resolve to 127.0.0.1 (so only loopback names are answered), or by a form or script of its own (so nothing is changed
 * for another origin).
 */
@Component
@SandboxMode
@Order(Ordered.HIGHEST_PRECEDENCE)
class LoopbackOnly extends OncePerRequestFilter {
    private static final int MOST_BYTES = 100_000_000;
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String host = request.getHeader("Host");
        if (!isLoopback(hostName(host))) {
            refuse(response, "The sandbox answers only at localhost.");
        } else if (!HARMLESS.contains(request.getMethod()) && fromElsewhere(request, String.valueOf(host))) {
            refuse(response, "The sandbox takes nothing from other sites.");
        } else if (isOwn(request.getRequestURI())) {
            takeBody(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** What the page and the sandbox's Slack serve; the rest is Steward's, which judges its senders itself. */
    private static boolean isOwn(String path) {
        return path.startsWith("/as/") || path.startsWith("/sandbox/");
    }

    private static void takeBody(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        InboundBody body = InboundBody.of(request);
        body.verified();
        try {
            body.open(MOST_BYTES, WITHIN);
        } catch (BodyRefused refused) {
            response.sendError(refused.status());
            return;
        }
        chain.doFilter(request, response);
    }

    static boolean isLoopback(@Nullable String name) {
        if (name == null) {
            return false;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("localhost") || lower.equals("[::1]") || lower.matches("127(\\.\\d{1,3}){3}");
    }

    private static boolean fromElsewhere(HttpServletRequest request, String host) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && (site.equals("cross-site") || site.equals("same-site"))) {
            return true;
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        try {
            // the authority must be the very one addressed: another port is another server
            return !host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** Without its port; null when there is none. */
    private static @Nullable String hostName(@Nullable String host) {
        if (host == null) {
            return null;
        }
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static void refuse(HttpServletResponse response, String sentence) throws IOException {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write(sentence);
    }
}
