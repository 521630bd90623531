package dev.steward.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;

import dev.steward.transaction.CommitInDoubt;

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

    @Test
    void whoLosesPatienceDoesNotTakeTheOthersAlong() throws Exception {
        var began = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var group = group(began, mayEnd);
        Joining impatient = Joining.begin(group, 1);
        Joining patient = Joining.begin(group, 2);
        began.await();

        impatient.thread().interrupt();
        assertThatThrownBy(impatient::answer).hasCauseInstanceOf(CommitInDoubt.class);
        mayEnd.countDown();
        assertThat(patient.answer()).isEqualTo(2);
        assertThat(group.join(3)).isEqualTo(3);
    }

    @Test
    void workThatEverybodyHasLeftIsInterrupted() throws Exception {
        var began = new CountDownLatch(1);
        var group = group(began, new CountDownLatch(1));
        Joining one = Joining.begin(group, 1);
        Joining other = Joining.begin(group, 2);
        began.await();

        one.thread().interrupt();
        assertThatThrownBy(one::answer).hasCauseInstanceOf(CommitInDoubt.class);
        other.thread().interrupt();
        assertThatThrownBy(other::answer).hasRootCauseInstanceOf(InterruptedException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(group.join(3)).isEqualTo(3);
    }

    @Test
    void workIsNotBegunForWhoIsGone() throws Exception {
        var began = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        var seen = new ConcurrentLinkedQueue<Integer>();
        var group = new GroupCommit<Integer, Integer>(all -> {
            seen.addAll(all);
            began.countDown();
            awaits(mayEnd);
            return all;
        });
        Joining first = Joining.begin(group, 1);
        began.await();
        Joining late = Joining.begin(group, 2);
        await().until(() -> group.waiting() == 1);

        late.thread().interrupt();
        assertThatThrownBy(late::answer).hasCauseInstanceOf(QueryTimeoutException.class);
        mayEnd.countDown();
        assertThat(first.answer()).isEqualTo(1);
        assertThat(group.join(3)).isEqualTo(3);
        assertThat(seen).containsExactly(1, 3);
    }

    /** Begins with a group of two, which waits for leave to end. */
    private static GroupCommit<Integer, Integer> group(CountDownLatch began, CountDownLatch mayEnd) throws Exception {
        var blocks = new CountDownLatch(1);
        var blocked = new CountDownLatch(1);
        var group = new GroupCommit<Integer, Integer>(all -> {
            if (all.contains(0)) {
                blocked.countDown();
                awaits(blocks);
            } else if (all.size() == 2) {
                began.countDown();
                awaits(mayEnd);
            }
            return all;
        });
        Joining.begin(group, 0);
        blocked.await();
        Thread.ofVirtual().start(() -> {
            await().until(() -> group.waiting() == 2);
            blocks.countDown();
        });
        return group;
    }

    private record Joining(Thread thread, CompletableFuture<Integer> told) {
        static Joining begin(GroupCommit<Integer, Integer> group, int one) {
            var told = new CompletableFuture<Integer>();
            return new Joining(Thread.ofVirtual().start(() -> {
                try {
                    told.complete(group.join(one));
                } catch (RuntimeException e) {
                    told.completeExceptionally(e);
                }
            }), told);
        }

        int answer() throws Exception {
            return told.get(10, TimeUnit.SECONDS);
        }
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
