package dev.steward.release;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.steward.slack.Mrkdwn;

/**
 * Where a link may lead: a page of the web, or somebody's mailbox.
 *
 * @param url  of {@code http}, {@code https} or {@code mailto}, without anything that would end it early in mrkdwn or HTML
 * @param host in lower case
 */
record WebAddress(String url, String host) {
    private static final int LONGEST = 2_000;
    private static final int SHOWN = 80;
    /** No name before the host: {@code https://bank.example@elsewhere.example} is elsewhere. */
    private static final Pattern WEB = Pattern.compile("(?i)https?://([^\\s/?#@\\\\<>|\"`]+)(?:[/?#].*)?");
    private static final Pattern MAIL = Pattern
            .compile("(?i)mailto:([^\\s<>|\"`?&,;:\\\\/@]+@([^\\s<>|\"`?&,;:\\\\/@]+))(?:\\?.*)?");
    private static final Pattern LOOKS_LIKE_MAIL = Pattern.compile("[^\\s<>()\\[\\],;:]+@[\\p{L}\\p{N}.-]+");
    private static final Pattern LOOKS_LIKE_HOST = Pattern
            .compile("[\\p{L}\\p{N}_-]+(?:\\.[\\p{L}\\p{N}_-]+)*\\.\\p{L}{2,}");

    /** Empty where it leads anywhere else. */
    static Optional<WebAddress> of(String typed) {
        String address = typed.strip();
        if (address.length() > LONGEST) {
            return Optional.empty();
        }
        var mail = MAIL.matcher(address);
        if (mail.matches()) {
            return Optional
                    .of(new WebAddress("mailto:" + encode(mail.group(1)), mail.group(2).toLowerCase(Locale.ROOT)));
        }
        var web = WEB.matcher(address);
        if (!web.matches()) {
            return Optional.empty();
        }
        String host = web.group(1).replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
        return host.isEmpty() ? Optional.empty() : Optional.of(new WebAddress(encode(address), host));
    }

    /** As people read it, not too long. */
    String shown() {
        return Mrkdwn.cut(url.replaceFirst("^mailto:", ""), SHOWN);
    }

    /** Whether these words name another place than this one. */
    boolean disguisedBy(String label) {
        String words = Normalizer.normalize(label, Normalizer.Form.NFKC).replaceAll("\\p{Cf}", "")
                .toLowerCase(Locale.ROOT);
        if (url.startsWith("mailto:")) {
            String own = url.substring("mailto:".length()).toLowerCase(Locale.ROOT);
            if (LOOKS_LIKE_MAIL.matcher(words).results().anyMatch(found -> !found.group().equals(own))) {
                return true;
            }
        }
        return LOOKS_LIKE_HOST.matcher(words).results().anyMatch(found -> !near(found.group()));
    }

    /** The same, or one part of the other. */
    private boolean near(String other) {
        return host.equals(other) || host.endsWith("." + other) || other.endsWith("." + host);
    }

    private static String encode(String address) {
        var encoded = new StringBuilder(address.length());
        address.codePoints().forEach(c -> {
            if ("<>|\"`\\^{}".indexOf(c) >= 0 || c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c)
                    || Character.getType(c) == Character.FORMAT) {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append('%').append(String.format(Locale.ROOT, "%02X", b));
                }
            } else {
                encoded.appendCodePoint(c);
            }
        });
        return encoded.toString();
    }
}
