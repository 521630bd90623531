package dev.steward.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** HTTP/1.1 over a plain socket that stays open, for those who load a server and would cost too much of its machine with a client. */
public final class PlainHttp {
    private static final String VERSION = "HTTP/1.1 ";

    private PlainHttp() {}

    /**
     * The next answer, read whole: its status line without the version, a space, and its body as UTF-8.
     *
     * @throws IOException when the server closed the connection
     */
    public static String answer(InputStream in) throws IOException {
        var answer = new StringBuilder(line(in).substring(VERSION.length())).append(' ');
        int length = 0;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            }
        }
        if (chunked) {
            for (int size = size(in); size > 0; size = size(in)) {
                answer.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
                line(in);
            }
            line(in);
        } else {
            answer.append(new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        return answer.toString();
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
