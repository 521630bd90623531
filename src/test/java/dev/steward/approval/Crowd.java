package dev.steward.approval;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.steward.testing.PlainHttp;

/**
 * People who send Steward signed requests of one kind over connections that stay open, each the next as soon as the one before is
 * answered. Plain sockets and virtual threads, so that they cost as little of the measured machine as they can.
 */
final class Crowd {
    /** What people are told of whom nothing was done, for want of time. */
    private static final Predicate<String> TURNED_AWAY = Pattern
            .compile("Steward is busy|took Steward too long, (and nothing was done|so nothing is saved)").asPredicate();

    private static final Predicate<String> DOUBT = Pattern.compile("took Steward too long, and it may not be")
            .asPredicate();

    private final int port;
    private final BiFunction<String, byte[], String> sign;

    /** @param sign the signature of a time, in seconds since 1970, and a body */
    Crowd(int port, BiFunction<String, byte[], String> sign) {
        this.port = port;
        this.sign = sign;
    }

    /**
     * A kind of request.
     *
     * @param next the body of the next one
     * @param done whether an answer says that it was done
     */
    record Kind(String name, Supplier<String> next, Predicate<String> done) {}

    /**
     * What a crowd was answered.
     *
     * @param millis of each answer, in order
     * @param busy   who were told that Steward is busy, and nothing was done
     * @param doubt  who were told that it took too long, and may not be done
     * @param wrong  answers that are none of these
     * @param broken connections that ended
     */
    record Answered(String name, double[] millis, long done, long busy, long doubt, List<String> wrong, long broken,
            Duration time) {
        double at(double part) {
            return millis.length == 0 ? Double.NaN : millis[(int) ((millis.length - 1) * part)];
        }

        /**
         * The same, where the answer only says that it was heard.
         *
         * @param more  how many were done
         * @param later what was said afterwards
         */
        Answered told(long more, List<String> later) {
            List<String> unlike = new ArrayList<>(wrong);
            later.stream().filter(said -> Stream.of("on Steward's side", "cannot reach").anyMatch(said::contains))
                    .forEach(unlike::add);
            return new Answered(name, millis, more, later.stream().filter(TURNED_AWAY).count(),
                    later.stream().filter(DOUBT).count(), unlike, broken, time);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "| %s | %,.0f | %,d | %,d | %d | %d | %.0f | %.0f | %.0f |", name,
                    done / (time.toMillis() / 1e3), busy, doubt, wrong.size(), broken, at(0.5), at(0.99), at(1));
        }
    }

    /** Runs these beside each other, each over so many connections. */
    List<Answered> send(List<Kind> kinds, int connections, Duration time) throws InterruptedException {
        var go = new CountDownLatch(1);
        List<List<Sender>> senders = new ArrayList<>();
        for (Kind kind : kinds) {
            List<Sender> crowd = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                crowd.add(new Sender(kind, go, time));
            }
            senders.add(crowd);
        }
        go.countDown();
        List<Answered> answered = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            for (Sender sender : senders.get(i)) {
                sender.thread.join();
            }
            answered.add(sum(kinds.get(i), senders.get(i), time));
        }
        return answered;
    }

    private static Answered sum(Kind kind, List<Sender> senders, Duration time) {
        return new Answered(kind.name(),
                senders.stream().flatMap(each -> each.millis.stream()).mapToDouble(Double::doubleValue).sorted()
                        .toArray(),
                senders.stream().mapToLong(each -> each.done).sum(),
                senders.stream().mapToLong(each -> each.busy).sum(),
                senders.stream().mapToLong(each -> each.doubt).sum(),
                senders.stream().flatMap(each -> each.wrong.stream()).toList(),
                senders.stream().filter(each -> each.broken).count(), time);
    }

    private final class Sender {
        private final List<Double> millis = new ArrayList<>();
        private final List<String> wrong = new ArrayList<>();
        private final Thread thread;
        private long done;
        private long busy;
        private long doubt;
        private boolean broken;

        Sender(Kind kind, CountDownLatch go, Duration time) {
            thread = Thread.ofVirtual().name(kind.name()).start(() -> send(kind, go, time));
        }

        private void send(Kind kind, CountDownLatch go, Duration time) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                OutputStream out = socket.getOutputStream();
                var in = new BufferedInputStream(socket.getInputStream(), 4096);
                go.await();
                long end = System.nanoTime() + time.toNanos();
                for (long began = System.nanoTime(); began < end; began = System.nanoTime()) {
                    out.write(request(kind.next().get()));
                    String answer = PlainHttp.answer(in);
                    millis.add((System.nanoTime() - began) / 1e6);
                    if (kind.done().test(answer)) {
                        done++;
                    } else if (TURNED_AWAY.test(answer)) {
                        busy++;
                    } else if (DOUBT.test(answer)) {
                        doubt++;
                    } else {
                        wrong.add(answer);
                    }
                }
            } catch (IOException e) {
                broken = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private byte[] request(String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String now = Long.toString(System.currentTimeMillis() / 1000);
            byte[] head = ("POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Slack-Request-Timestamp: " + now
                    + "\r\nX-Slack-Signature: " + sign.apply(now, bytes) + "\r\nContent-Length: " + bytes.length
                    + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
            byte[] request = new byte[head.length + bytes.length];
            System.arraycopy(head, 0, request, 0, head.length);
            System.arraycopy(bytes, 0, request, head.length, bytes.length);
            return request;
        }
    }
}
