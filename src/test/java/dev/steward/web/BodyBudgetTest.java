package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted of bodies is never less than what is held, whoever is given up meanwhile. */
class BodyBudgetTest {
    private static final long MOST = 4_000_000;
    private static final int BODIES = 64;

    private final BodyBudget budget = new BodyBudget(
            new WebProperties(1_000, 1_000, Duration.ofSeconds(3), MOST, BODIES, 4));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsCountedIsNeverLessThanWhatIsHeld(long seed) throws Exception {
        var held = new AtomicLong();
        var most = new AtomicLong();
        List<Future<?>> senders = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                var random = new Random(seed * 1_000 + i);
                senders.add(threads.submit(() -> send(random, held, most)));
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
        }
        assertThat(budget.unknownBytes()).isZero();
        assertThat(budget.knownBytes()).isZero();
        assertThat(held).hasValue(0);
        assertThat(most.get()).isBetween(MOST / 4, MOST + 200 * 2 * BodyBudget.SMALL_PIECE);
    }

    @Test
    void whatIsGivenUpCountsUntilItsThreadLetsGoOfIt() throws Exception {
        InboundBody slow = body("10.0.0.1");
        budget.begins(slow);
        List<byte[]> pieces = new ArrayList<>();
        while (budget.unknownBytes() < MOST / 4 - BodyBudget.PIECE) {
            pieces.add(budget.allocate(slow, BodyBudget.PIECE));
        }
        InboundBody other = body("10.0.0.2");
        budget.begins(other);
        for (int i = 0; i < 10; i++) {
            budget.allocate(other, BodyBudget.PIECE);
        }
        InboundBody third = body("10.0.0.3");
        budget.begins(third);
        long before = budget.unknownBytes();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<byte[]> waiting = threads.submit(() -> budget.allocate(third, 500_000));
            await().until(() -> slow.givenUp() != null);
            assertThat(budget.unknownBytes()).isEqualTo(before);
            assertThat(waiting).isNotDone();

            pieces.forEach(piece -> budget.release(slow, piece));

            assertThat(waiting.get()).hasSize(500_000);
            assertThat(budget.unknownBytes())
                    .isEqualTo(before + 500_000 - (long) pieces.size() * BodyBudget.PIECE);
        }
        assertThatThrownBy(() -> budget.allocate(slow, 1)).isInstanceOf(BodyRefused.class);
    }

    @Test
    void aSmallBodyWaitsForNobody() throws Exception {
        InboundBody large = body("10.0.0.1");
        budget.begins(large);
        while (budget.unknownBytes() < MOST / 4 - BodyBudget.PIECE) {
            budget.allocate(large, BodyBudget.PIECE);
        }
        for (int i = 0; i < BODIES - 1; i++) {
            InboundBody small = body("10.0.0.1");
            budget.begins(small);
            assertThat(budget.allocate(small, BodyBudget.SMALL_PIECE)).hasSize(BodyBudget.SMALL_PIECE);
        }
        assertThat(large.givenUp()).isEqualTo(Refusal.CROWDED);
    }

    /** As a request's thread does: takes piece after piece, is known in the end or not, and lets go of all. */
    private void send(Random random, AtomicLong held, AtomicLong most) {
        InboundBody body = body("10.0.0." + random.nextInt(4));
        List<byte[]> pieces = new ArrayList<>();
        try {
            budget.begins(body);
            int count = 1 + random.nextInt(16);
            for (int i = 0; i < count; i++) {
                byte[] piece = budget.allocate(body, i == 0 ? BodyBudget.SMALL_PIECE : BodyBudget.PIECE);
                pieces.add(piece);
                long now = held.addAndGet(piece.length);
                most.accumulateAndGet(now, Math::max);
                // those that come meanwhile are counted first and held after: what is read later can only be more
                assertThat(budget.unknownBytes() + budget.knownBytes()).isGreaterThanOrEqualTo(piece.length);
                Thread.yield();
            }
            if (random.nextInt(3) == 0) {
                budget.verified(body);
                Thread.yield();
            }
        } catch (BodyRefused refused) {
            assertThat(refused.why()).isEqualTo(Refusal.CROWDED);
        } finally {
            for (byte[] piece : pieces) {
                held.addAndGet(-piece.length);
                budget.release(body, piece);
            }
            budget.ends(body);
        }
    }

    private InboundBody body(String address) {
        return new InboundBody(budget, null, null, new ClientAddress(address), NOTHING, 1_000_000, false, () -> {
        });
    }

    private static final InputBuffer NOTHING = new InputBuffer() {
        @Override
        public int doRead(ApplicationBufferHandler handler) {
            return -1;
        }

        @Override
        public int available() {
            return 0;
        }
    };
}
