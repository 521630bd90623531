package dev.steward.boot;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * How Steward meets Slack, decided by which credentials there are; half a configuration is refused with what it lacks.
 *
 * @param oauth whether workspaces may install Steward themselves
 */
record RunMode(Way way, boolean oauth) {

    enum Way {
        /** A Slack of our own, for nobody but this machine. */
        SANDBOX,
        /** Slack calls us. */
        HTTP,
        /** We call Slack and keep the line open. */
        SOCKET;

        String property() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String BOT_TOKEN = "SLACK_BOT_TOKEN";
    private static final String APP_TOKEN = "SLACK_APP_TOKEN";
    private static final String SIGNING_SECRET = "SLACK_SIGNING_SECRET";
    private static final String CLIENT_ID = "SLACK_CLIENT_ID";
    private static final String CLIENT_SECRET = "SLACK_CLIENT_SECRET";
    private static final String API_URL = "STEWARD_SLACK_API_URL";
    private static final String PUBLIC_URL = "STEWARD_PUBLIC_URL";
    private static final String DATASOURCE_URL = "SPRING_DATASOURCE_URL";
    private static final List<String> CREDENTIALS = List.of(BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, CLIENT_ID,
            CLIENT_SECRET);

    /** @param given the value of an environment variable, null where there is none */
    static RunMode decide(Function<String, @Nullable String> given) {
        Stream.concat(CREDENTIALS.stream(), Stream.of(API_URL, PUBLIC_URL, DATASOURCE_URL))
                .forEach(name -> checkClean(name, given));
        checkToken(BOT_TOKEN, given.apply(BOT_TOKEN), "xoxb-", "xoxe.xoxb-");
        checkToken(APP_TOKEN, given.apply(APP_TOKEN), "xapp-");
        checkApiUrl(given.apply(API_URL));
        checkPublicUrl(given.apply(PUBLIC_URL));
        checkDatasource(given);

        Predicate<String> has = name -> given.apply(name) != null;
        if (CREDENTIALS.stream().noneMatch(has)) {
            if (has.test(API_URL)) {
                throw missing(API_URL, BOT_TOKEN + " with " + SIGNING_SECRET + " or " + APP_TOKEN);
            }
            return new RunMode(Way.SANDBOX, false);
        }
        boolean oauth = has.test(CLIENT_ID) || has.test(CLIENT_SECRET);
        if (oauth) {
            together(has, CLIENT_ID, CLIENT_SECRET);
            together(has, CLIENT_SECRET, CLIENT_ID);
            together(has, CLIENT_ID, SIGNING_SECRET);
            if (has.test(APP_TOKEN)) {
                throw new Refusal(CLIENT_ID + " and " + APP_TOKEN + " are both set, but installing by OAuth takes HTTP"
                        + " and the app token is for Socket Mode: remove one of them.");
            }
            return new RunMode(Way.HTTP, true);
        }
        if (has.test(APP_TOKEN)) {
            together(has, APP_TOKEN, BOT_TOKEN);
            return new RunMode(Way.SOCKET, false);
        }
        if (!has.test(SIGNING_SECRET)) {
            throw missing(BOT_TOKEN, SIGNING_SECRET + " (for HTTP) or " + APP_TOKEN + " (for Socket Mode)");
        }
        if (!has.test(BOT_TOKEN)) {
            throw missing(SIGNING_SECRET,
                    BOT_TOKEN + " (for one workspace) or " + CLIENT_ID + " and " + CLIENT_SECRET + " (for OAuth)");
        }
        return new RunMode(Way.HTTP, false);
    }

    private static void together(Predicate<String> has, String given, String needed) {
        if (!has.test(needed)) {
            throw missing(given, needed);
        }
    }

    private static Refusal missing(String given, String needed) {
        return new Refusal(given + " is set, but " + needed + " is missing.");
    }

    /** Values come from files and vaults, where an empty line or a line end is easily carried along. */
    private static void checkClean(String name, Function<String, @Nullable String> given) {
        String value = given.apply(name);
        if (value == null) {
            return;
        }
        if (value.isBlank()) {
            throw new Refusal(name + " is set but empty: give it a value or remove it.");
        }
        if (value.chars().anyMatch(Character::isWhitespace)) {
            throw new Refusal(name + " has a space or a line break in it: remove it.");
        }
    }

    private static void checkToken(String name, @Nullable String value, String... starts) {
        if (value != null && Stream.of(starts).noneMatch(value::startsWith)) {
            throw new Refusal(name + " must start with " + starts[0] + belongsIn(value) + ".");
        }
    }

    private static String belongsIn(String value) {
        if (value.startsWith("xapp-")) {
            return "; what it holds belongs in " + APP_TOKEN;
        }
        return value.startsWith("xoxb-") ? "; what it holds belongs in " + BOT_TOKEN : "";
    }

    private static void checkApiUrl(@Nullable String value) {
        if (value == null) {
            return;
        }
        try {
            URI uri = URI.create(value);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && value.endsWith("/api/")) {
                return;
            }
        } catch (IllegalArgumentException notAUrl) {
            // told below
        }
        throw new Refusal(API_URL + " must be an http or https address that ends in /api/.");
    }

    private static void checkPublicUrl(@Nullable String value) {
        if (value == null) {
            return;
        }
        try {
            URI uri = URI.create(value);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null
                    && uri.getFragment() == null) {
                return;
            }
        } catch (IllegalArgumentException notAUrl) {
            // told below
        }
        throw new Refusal(PUBLIC_URL + " must be an http or https address, such as https://steward.example.com.");
    }

    private static void checkDatasource(Function<String, @Nullable String> given) {
        String url = given.apply(DATASOURCE_URL);
        if (url == null) {
            Stream.of("SPRING_DATASOURCE_USERNAME", "SPRING_DATASOURCE_PASSWORD").filter(n -> given.apply(n) != null)
                    .findFirst().ifPresent(name -> {
                        throw missing(name, DATASOURCE_URL);
                    });
        } else if (!url.startsWith("jdbc:postgresql:")) {
            throw new Refusal(DATASOURCE_URL + " must start with jdbc:postgresql:, Steward runs on PostgreSQL.");
        }
    }
}
