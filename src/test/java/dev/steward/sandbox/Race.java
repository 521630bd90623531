package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.springframework.beans.factory.BeanFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.sandbox.SandboxReads.Call;
import dev.steward.testing.AtOnce;

/**
 * Two whole Stewards on one database, for one Slack, and people who do something at both in the same instant: what each of them does is
 * signed and ready before either is sent.
 *
 * <p>A form that is sent at the second of them was drawn anew in the instant before, as happens to somebody who presses twice while their
 * choice is still being shown.
 *
 * <p>Whatever is done, nobody may read that Steward failed, and there is no deadlock: meanwhile each statement that writes is followed by
 * a pause, so that both hold their locks at once.
 */
public final class Race {
    private static final Pattern ROUTE = Pattern.compile("(?:block_actions|view_submission) ([^#]+).*");
    /** What Steward says when it failed, could not be reached in time, or does not know a button any more. */
    private static final Pattern MISHAP = Pattern
            .compile("on Steward's side|Steward cannot reach|took Steward too long|from an older version of Steward"
                    + "|could not find out from Slack|That took too long|did not let the form open");

    private final SandboxSlack slack;
    private final RaceLine one;
    private final RaceLine other;
    private final SandboxSlack byOne;
    private final SandboxSlack byOther;
    private final Set<String> raced = new ConcurrentSkipListSet<>();
    private long before;

    Race(SandboxSlack slack, BeanFactory sandbox, SecondInstance second) {
        this.slack = slack;
        this.one = new RaceLine(sandbox, sandbox.getBean(LocalAddress.class), false, this::raced);
        this.other = new RaceLine(sandbox, second.address(), true, this::raced);
        this.byOne = slack.by(one.people(sandbox));
        this.byOther = slack.by(other.people(sandbox));
    }

    /** The same Slack, in which people speak to the second of them. */
    public SandboxSlack second() {
        return byOther;
    }

    /** What somebody does, such as pressing a button: the first thing of it that Steward hears of is what is raced. */
    @FunctionalInterface
    public interface Deed {
        /** @param slack in which people speak to one of the instances */
        void in(SandboxSlack slack) throws Exception;
    }

    /** The same at both, as of {@link #once(String, Deed, Deed)}: one person on two devices, or a click and its echo. */
    public void once(String record, Deed deed) throws Exception {
        once(record, deed, deed);
    }

    /**
     * Each at an instance of its own, of which one has an effect.
     *
     * @param record the rows that tell of the effect, of which there is one more afterwards: {@code release_happening where kind = 'X'}
     */
    public void once(String record, Deed first, Deed second) throws Exception {
        long rows = rows(record);
        between(first, second);
        assertThat(rows(record)).as(record).isEqualTo(rows + 1);
    }

    private long rows(String from) {
        return slack.jdbc.sql("select count(*) from " + from).query(Long.class).single();
    }

    /** The same at both; afterwards all that Steward has to say to others is said. */
    public void between(Deed deed) throws Exception {
        between(deed, deed);
    }

    /** Each at an instance of its own; afterwards all that Steward has to say to others is said. */
    public void between(Deed first, Deed second) throws Exception {
        var ready = new CyclicBarrier(2);
        one.awaits(ready);
        other.awaits(ready);
        atOnce(List.of(() -> did(first, byOne), () -> did(second, byOther)));
    }

    /** What somebody does at the second, beside what the first does of its own accord, such as what is due. */
    public void beside(Runnable work, Deed deed) throws Exception {
        var ready = new CyclicBarrier(2);
        other.awaits(ready);
        atOnce(List.of(() -> did(deed, byOther), () -> {
            ready.await(10, TimeUnit.SECONDS);
            work.run();
            return true;
        }));
    }

    private void atOnce(List<Callable<Boolean>> deeds) throws Exception {
        before = slack.reads.calls(1).stream().mapToLong(Call::id).findFirst().orElse(0);
        var locks = new SlowLocks(slack.jdbc);
        locks.begin();
        try {
            AtOnce.all(deeds);
            one.awaits(null);
            other.awaits(null);
            slack.settles();
        } finally {
            locks.end();
        }
        locks.foundNoCircle();
        assertThat(said()).as("what Steward said").noneMatch(each -> MISHAP.matcher(each).find());
    }

    private static boolean did(Deed deed, SandboxSlack slack) throws Exception {
        deed.in(slack);
        return true;
    }

    private void raced(String name) {
        Matcher route = ROUTE.matcher(name);
        raced.add(!route.matches()
                ? name
                : (name.startsWith("view_submission") ? "form " : "") + route.group(1));
    }

    /** The routes that were used so, by their ids. */
    Set<String> raced() {
        return raced;
    }

    /** Waits until somebody was told this since the last of them began. */
    public void tells(String words) {
        Awaitility.await().atMost(SandboxSlack.PATIENCE).pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(said()).anyMatch(each -> each.contains(words)));
    }

    /** All that Steward said since the last of them began, in its answers and in calls. */
    private List<String> said() {
        return slack.reads.calls(500).stream().filter(call -> call.id() > before)
                .map(call -> words(call.direction() == SandboxReads.Direction.TO_APP
                        ? call.response()
                        : call.request()))
                .toList();
    }

    private static String words(String body) {
        List<String> words = new ArrayList<>();
        try {
            gather(JsonMapper.shared().readTree(body), words);
        } catch (JacksonException form) {
            words.add(URLDecoder.decode(body.replaceAll("%(?![0-9a-fA-F]{2})", "%25"), StandardCharsets.UTF_8));
        }
        return Shown.readable(String.join("\n", words));
    }

    private static void gather(JsonNode node, List<String> words) {
        if (node.isString()) {
            words.add(node.stringValue());
        }
        node.values().forEach(child -> gather(child, words));
    }
}
