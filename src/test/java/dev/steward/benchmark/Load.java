package dev.steward.benchmark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.steward.testing.PlainHttp;

/**
 * Signed {@code /feedback} requests over kept-alive connections, one thread each, as fast as the answers come. Plain sockets,
 * so that the load costs as little of the measured machine as it can.
 */
final class Load {
    static final int CONNECTIONS = 32;

    private final int port;
    private final String signingSecret;
    private final AtomicLong sequence = new AtomicLong(System.nanoTime());

    Load(int port, String signingSecret) {
        this.port = port;
        this.signingSecret = signingSecret;
    }

    /** What one run showed; times in milliseconds. */
    record Result(double perSecond, double p50, double p99, long refused) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,.0f/s, p50 %.2f ms, p99 %.2f ms, %d refused", perSecond, p50, p99,
                    refused);
        }
    }

    Result run(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        var threads = new Thread[CONNECTIONS];
        var samples = new Samples[CONNECTIONS];
        for (int i = 0; i < CONNECTIONS; i++) {
            var mine = new Samples();
            samples[i] = mine;
            threads[i] = Thread.ofPlatform().name("load-" + i).start(() -> drive(mine, end));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long[] all = Arrays.stream(samples).flatMapToLong(each -> Arrays.stream(each.nanos, 0, each.count)).sorted()
                .toArray();
        if (Arrays.stream(samples).anyMatch(each -> each.broken)) {
            throw new IllegalStateException("A connection broke");
        }
        long refused = Arrays.stream(samples).mapToLong(each -> each.refused).sum();
        return new Result(all.length / (time.toNanos() / 1e9), all[all.length / 2] / 1e6,
                all[(int) (all.length * 0.99)] / 1e6, refused);
    }

    private void drive(Samples samples, long end) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            var in = new BufferedInputStream(socket.getInputStream(), 8192);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(signingSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                out.write(request(mac));
                String answer = PlainHttp.answer(in);
                boolean ok = answer.startsWith("200") && answer.contains("Saved as ");
                samples.add(System.nanoTime() - now, ok);
            }
        } catch (IOException e) {
            samples.broken = true;
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] request(Mac mac) {
        long n = sequence.incrementAndGet();
        String timestamp = Long.toString(System.currentTimeMillis() / 1000);
        String body = "token=x&team_id=T0BENCH&team_domain=bench&channel_id=C0BENCH&channel_name=general"
                + "&user_id=U0BENCH&user_name=ada&command=%2Ffeedback&text="
                + URLEncoder.encode("the export is broken for Acme since release " + n, StandardCharsets.UTF_8)
                + "&api_app_id=A0BENCH&is_enterprise_install=false"
                + "&response_url=http%3A%2F%2F127.0.0.1%2Fnone&trigger_id=" + n + ".1.bench";
        byte[] signature = mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
        return ("POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Slack-Request-Timestamp: " + timestamp
                + "\r\nX-Slack-Signature: v0=" + HexFormat.of().formatHex(signature) + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final class Samples {
        private long[] nanos = new long[1 << 16];
        private int count;
        private long refused;
        private volatile boolean broken;

        void add(long took, boolean ok) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, count * 2);
            }
            nanos[count++] = took;
            if (!ok) {
                refused++;
            }
        }
    }
}
