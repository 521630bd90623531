package dev.steward.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

class GroupCommitTest {

    @Test
    void everyoneGetsTheirOwnAnswerFromWorkDoneTogether() throws Exception {
        var calls = new AtomicInteger();
        var group = new GroupCommit<Integer, String>(all -> {
            calls.incrementAndGet();
            return all.stream().map(one -> "answer " + one).toList();
        });

        List<String> answers = together(IntStream.range(0, 2_000).mapToObj(n -> (Callable<String>) () -> group.join(n))
                .toList());

        assertThat(answers).containsExactlyElementsOf(IntStream.range(0, 2_000).mapToObj(n -> "answer " + n).toList());
        assertThat(calls).hasValueLessThanOrEqualTo(2_000);
    }

    @Test
    void whoComesDuringTheWorkSharesTheNext() throws Exception {
        var began = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var sizes = new ArrayList<Integer>();
        var group = new GroupCommit<Integer, Integer>(all -> {
            sizes.add(all.size());
            began.countDown();
            awaits(mayEnd);
            return all;
        });
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = people.submit(() -> group.join(0));
            began.await();
            var others = IntStream.range(1, 11).mapToObj(n -> people.submit(() -> group.join(n))).toList();
            await().until(() -> group.waiting() == 10);
            mayEnd.countDown();

            assertThat(first.get()).isZero();
            for (int n = 1; n <= 10; n++) {
                assertThat(others.get(n - 1).get()).isEqualTo(n);
            }
        }
        assertThat(sizes).containsExactly(1, 10);
    }

    @Test
    void oneThatFailsDoesNotTakeTheOthersAlong() throws Exception {
        var group = new GroupCommit<Integer, Integer>(all -> {
            if (all.contains(13)) {
                throw new DataIntegrityViolationException("13");
            }
            return all;
        });

        List<Object> answers = together(IntStream.range(0, 200).mapToObj(n -> (Callable<Object>) () -> {
            try {
                return group.join(n);
            } catch (DataIntegrityViolationException e) {
                return "refused";
            }
        }).toList());

        assertThat(answers).filteredOn("refused"::equals).hasSize(1);
        assertThat(answers.get(13)).isEqualTo("refused");
    }

    @Test
    void aDatabaseThatIsAwayIsAskedOnceForAll() {
        var calls = new AtomicInteger();
        var group = new GroupCommit<Integer, Integer>(all -> {
            calls.incrementAndGet();
            throw new DataAccessResourceFailureException("away");
        });

        assertThatThrownBy(() -> group.join(1)).isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(calls).hasValue(1);
        assertThatThrownBy(() -> group.join(2)).isInstanceOf(DataAccessResourceFailureException.class);
    }

    private static <R> List<R> together(List<Callable<R>> doings) throws Exception {
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<R>();
            for (Future<R> answer : people.invokeAll(doings)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
