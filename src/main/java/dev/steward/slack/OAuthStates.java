package dev.steward.slack;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.service.OAuthStateService;

import dev.steward.workspace.HmacSha256;

/**
 * OAuth states: signed, so that an installation begun costs nothing to keep, whoever begins how many, and ends at any instance. Each is
 * bound to its browser by a cookie and serves for ten minutes, once at each instance; Slack's code serves once at all.
 */
final class OAuthStates implements OAuthStateService {
    private static final Duration SERVES = Duration.ofMinutes(10);
    private static final int NONCE = 16;
    private static final int SIGNED = Long.BYTES + NONCE;
    private static final int SIGNATURE = 32;
    /** Beyond these a state that was used might serve again, with a code that Slack takes no more. */
    private static final int MOST_USED = 10_000;

    private final HmacSha256 keyed;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Boolean> used = Caffeine.newBuilder().maximumSize(MOST_USED).expireAfterWrite(SERVES)
            .build();

    /** @param clientSecret which all instances have, and nobody else */
    OAuthStates(String clientSecret, Clock clock) {
        this.keyed = new HmacSha256("oauth-state:" + clientSecret);
        this.clock = clock;
    }

    @Override
    public long getExpirationInSeconds() {
        return SERVES.toSeconds();
    }

    @Override
    public String issueNewState(Request request, Response response) {
        String state = generateNewStateValue();
        response.getHeaders().put("Set-Cookie", List.of(getSessionCookieName() + "=" + state
                + "; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age=" + getExpirationInSeconds()));
        return state;
    }

    @Override
    public String generateNewStateValue() {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] signed = ByteBuffer.allocate(SIGNED).putLong(clock.instant().plus(SERVES).toEpochMilli()).put(nonce)
                .array();
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(ByteBuffer.allocate(SIGNED + SIGNATURE).put(signed).put(keyed.of(signed)).array());
    }

    @Override
    public void addNewStateToDatastore(String state) {
        // it says itself who made it
    }

    /** Takes the state, because Bolt asks once and deletes later, or never: it must serve once, whatever comes of it. */
    @Override
    public boolean isAvailableInDatabase(String state) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(state);
        } catch (IllegalArgumentException madeUp) {
            return false;
        }
        if (bytes.length != SIGNED + SIGNATURE) {
            return false;
        }
        byte[] signed = Arrays.copyOf(bytes, SIGNED);
        boolean ours = MessageDigest.isEqual(keyed.of(signed), Arrays.copyOfRange(bytes, SIGNED, bytes.length));
        return ours && clock.instant().isBefore(Instant.ofEpochMilli(ByteBuffer.wrap(signed).getLong()))
                && used.asMap().putIfAbsent(state, true) == null;
    }

    @Override
    public void deleteStateFromDatastore(String state) {
        // taken when it was asked for
    }
}
