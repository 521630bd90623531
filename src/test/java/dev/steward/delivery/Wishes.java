package dev.steward.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.steward.slack.Signed;
import dev.steward.workspace.ChannelId;

/** People who file feedback without a break, each wish once and in words of its own, and remember what they were answered. */
final class Wishes implements AutoCloseable {
    private static final AtomicInteger SEQUENCE = new AtomicInteger();
    private static final Duration BREATH = Duration.ofMillis(300);
    /** Slack shows an error after so long. */
    private static final long SLACKS_PATIENCE = TimeUnit.SECONDS.toNanos(3);

    /** What somebody was told. */
    enum Answer {
        SAVED, DENIED, IN_DOUBT
    }

    private record Wish(String words, Answer answer, long at, long took) {}

    private final Signed slack;
    private final String team;
    private final ChannelId channel;
    private final Queue<Wish> all = new ConcurrentLinkedQueue<>();
    private final int most;
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> people = new ArrayList<>();

    /** @param most how many wishes there are at all */
    Wishes(int port, String team, ChannelId channel, int people, int most) {
        this.slack = new Signed(port);
        this.team = team;
        this.channel = channel;
        this.most = most;
        for (int i = 0; i < people; i++) {
            this.people.add(Thread.ofVirtual().start(this::file));
        }
    }

    private void file() {
        try {
            while (!end.await(BREATH.toMillis(), TimeUnit.MILLISECONDS) && asked.incrementAndGet() <= most) {
                String words = "wish " + SEQUENCE.incrementAndGet() + ".";
                long began = System.nanoTime();
                Answer answer = ask(words);
                long now = System.nanoTime();
                all.add(new Wish(words, answer, now, now - began));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer ask(String words) {
        Map<String, String> command = new HashMap<>(Map.of("token", "x", "team_id", team, "team_domain", "x",
                "channel_id", channel.value(), "channel_name", "x", "user_id", "U0JONASOPS", "user_name", "x",
                "command", "/feedback"));
        command.putAll(Map.of("text", words, "api_app_id", "A0APP", "is_enterprise_install", "false", "response_url",
                "http://127.0.0.1:9/none", "trigger_id", words.replaceAll("\\D", "") + ".1.x"));
        try {
            String answer = slack.form(command).body();
            return answer.contains("Saved as")
                    ? Answer.SAVED
                    : answer.contains("nothing was done") ? Answer.DENIED : Answer.IN_DOUBT;
        } catch (Exception broken) {
            return Answer.IN_DOUBT;
        }
    }

    /** Until all were asked, whatever the answers. */
    void awaitAsked() {
        await("asked").atMost(Duration.ofMinutes(1)).until(() -> all.size() == most);
    }

    /** Until so many were saved that were asked from now on. */
    void awaitSaved(int count, Duration patience) {
        long from = System.nanoTime();
        await("saved").atMost(patience).pollInterval(Duration.ofMillis(10)).until(() -> all.stream()
                .filter(wish -> wish.answer == Answer.SAVED && wish.at - wish.took >= from).limit(count)
                .count() == count);
    }

    /** Milliseconds from then on: to the first that was saved, and to the last that was not. */
    List<Long> back(long from) {
        return List.of(all.stream().filter(wish -> wish.answer == Answer.SAVED && wish.at - wish.took >= from)
                .mapToLong(wish -> millis(wish.at - from)).min().orElseThrow(),
                all.stream().filter(wish -> wish.answer != Answer.SAVED && wish.at > from)
                        .mapToLong(wish -> millis(wish.at - from)).max().orElse(0));
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    List<String> words(Answer answer) {
        return all.stream().filter(wish -> wish.answer == answer).map(Wish::words).toList();
    }

    /** Answers that came too late for Slack. */
    long late() {
        return all.stream().filter(wish -> wish.took > SLACKS_PATIENCE).count();
    }

    @Override
    public void close() throws InterruptedException {
        end.countDown();
        for (Thread person : people) {
            assertThat(person.join(Duration.ofSeconds(30))).isTrue();
        }
    }
}
