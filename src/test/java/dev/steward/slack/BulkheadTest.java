package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.steward.slack.Bulkhead.Full;
import dev.steward.slack.Bulkhead.Work;
import dev.steward.slack.SlackRequest.OptionsRequest;

/** A crowd of one kind of work, and somebody of another. */
class BulkheadTest {
    /** Of the twenty connections that a pool has, for those who look things up. */
    private static final int ROOM = 8;

    @BeforeEach
    void reset() {
        WayIn.settled();
        WayIn.probe().reset();
    }

    @Test
    void aCrowdThatLooksThingsUpLeavesRoomForWhoeverDecides() throws Exception {
        var looking = new AtomicInteger();
        var enough = new CompletableFuture<Void>();
        WayIn.probe().answer = request -> {
            if (request instanceof OptionsRequest) {
                looking.incrementAndGet();
                enough.join();
                return ProbeFeature.offers(Map.of("a", "A"));
            }
            return Reply.done();
        };
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> crowd = new ArrayList<>();
            for (int i = 0; i < 3 * ROOM; i++) {
                crowd.add(people.submit(() -> WayIn.SIGNED
                        .interaction(Payload.suggestion("probe.choices", Payload.unique(), "U0MIA"))));
            }
            await().until(looking::get, n -> n == ROOM);

            assertThat(WayIn.SIGNED.interaction(Payload.press("probe.press", "1", "U0MIA")).statusCode())
                    .isEqualTo(200);
            assertThat(looking).as("let in while all places are taken").hasValue(ROOM);

            enough.complete(null);
            for (Future<HttpResponse<String>> one : crowd) {
                assertThat(one.get().statusCode()).isEqualTo(200);
            }
        } finally {
            enough.complete(null);
        }
    }

    @Test
    void whoFindsNoRoomInTimeIsToldSoAndHasBegunNothing() {
        var metrics = new SimpleMeterRegistry();
        var bulkhead = new Bulkhead(1, metrics);
        var begun = new AtomicInteger();
        bulkhead.within(Work.READS, () -> {
            assertThatThrownBy(() -> bulkhead.within(Work.READS, begun::incrementAndGet)).isInstanceOf(Full.class)
                    .satisfies(full -> assertThat(new Diagnosis(20).of(full)).isEqualTo(Trouble.BUSY));
            assertThat(bulkhead.within(Work.CHANGES, () -> "others have room")).isEqualTo("others have room");
            return null;
        });
        assertThat(begun).hasValue(0);
        assertThat(metrics.counter("steward.busy", "work", "reads").count()).isEqualTo(1);
        assertThat(bulkhead.<Integer>within(Work.READS, begun::incrementAndGet)).isEqualTo(1);
    }
}
