package dev.steward.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.steward.workspace.WorkspaceId;

class LimitsTest {
    private static final String POST = "chat.postMessage";
    private static final String UPDATE = "chat.update";
    private final WorkspaceId workspace = new WorkspaceId(new UUID(1, 1));
    private long now = 1_000_000_000_000L;

    /** Whoever wants to call, and however often the lease changes hands: no minute has more calls than Slack allows. */
    @Property(tries = 300)
    void noMinuteHasMoreCallsThanSlackAllows(
            @ForAll @Size(min = 1, max = 400) List<@IntRange(max = 1500) Integer> pauses,
            @ForAll @IntRange(min = 3, max = 60) int handOverEvery) {
        List<Long> calls = new ArrayList<>();
        Limits limits = limits();
        limits.begin(workspace, null);
        int n = 0;
        for (int pause : pauses) {
            now += TimeUnit.MILLISECONDS.toNanos(pause);
            now += Math.max(0, limits.reserve(workspace, UPDATE, null));
            calls.add(now);
            if (++n % handOverEvery == 0) {
                limits = limits();
                limits.begin(workspace, Duration.ZERO);
            }
        }
        for (int i = 0; i < calls.size(); i++) {
            long from = calls.get(i);
            assertThat(calls.stream().filter(at -> at >= from && at < from + TimeUnit.MINUTES.toNanos(1)).count())
                    .isLessThanOrEqualTo(50);
        }
    }

    @Example
    void nearlyAllThatSlackAllowsIsUsed() {
        Limits limits = limits();
        limits.begin(workspace, null);
        long start = now;
        int sent = 0;
        while (now - start < TimeUnit.MINUTES.toNanos(10)) {
            now += Math.max(0, limits.reserve(workspace, POST, "C" + sent % 7));
            sent++;
        }
        assertThat(sent).isBetween((int) (0.95 * 3_000), 3_012);
    }

    @Example
    void aChannelHasOneMessageASecond() {
        Limits limits = limits();
        limits.begin(workspace, null);

        assertThat(limits.reserve(workspace, POST, "C1")).isNotPositive();
        assertThat(limits.reserve(workspace, POST, "C2")).isNotPositive();
        assertThat(limits.reserve(workspace, POST, "C1")).isBetween(seconds(1), seconds(1.02));
        assertThat(limits.reserve(workspace, POST, "C1")).isBetween(seconds(2), seconds(2.04));
    }

    @Example
    void aNewSenderWaitsAsIfTheOneBeforeHadJustSent() {
        Limits limits = limits();
        limits.begin(workspace, Duration.ofMillis(400));

        assertThat(limits.reserve(workspace, POST, "C1")).isBetween(seconds(0.59), seconds(0.62));
    }

    @Example
    void aMethodThatSlackWantsToRestRestsThereAndNowhereElse() {
        Limits limits = limits();
        var other = new WorkspaceId(new UUID(2, 2));
        limits.begin(workspace, null);
        limits.begin(other, null);

        limits.pause(workspace, POST, Duration.ofSeconds(30));

        assertThat(limits.reserve(workspace, POST, "C1")).isEqualTo(seconds(30));
        assertThat(limits.reserve(workspace, UPDATE, null)).isNotPositive();
        assertThat(limits.reserve(other, POST, "C1")).isNotPositive();
        now += seconds(30);
        assertThat(limits.paused(workspace, POST)).isNotPositive();
        assertThat(limits.limitedSeconds()).isEqualTo(30);
    }

    @Example
    void whatWasNotUsedIsGivenBack() {
        Limits limits = limits();
        limits.begin(workspace, null);
        limits.reserve(workspace, POST, "C1");

        limits.giveBack(workspace, POST, "C1");

        assertThat(limits.reserve(workspace, POST, "C1")).isNotPositive();
    }

    private Limits limits() {
        var properties = new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("steward.delivery",
                DeliveryProperties.class);
        return new Limits(properties, () -> now);
    }

    private static long seconds(double seconds) {
        return (long) (seconds * 1e9);
    }
}
