package io.sluice.coordinator.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessResourceException;

/** Writes that are committed together. */
class GroupCommitTest {
    private static final int POISON = -1;
    private static final int UNLIMITED = Integer.MAX_VALUE / 2;

    /** Batches in the order in which they were written. */
    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();

    /** A database that takes everything but the poison, and takes nothing of a batch with it. */
    private List<Integer> transaction(List<Integer> batch) {
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            if (batch.contains(POISON)) {
                throw new DataIntegrityViolationException("poison");
            }
            batches.add(batch);
            return batch.stream().map(GroupCommitTest::answer).toList();
        } finally {
            running.decrementAndGet();
        }
    }

    private static int answer(int request) {
        return request * 1_000 + 7;
    }

    @Property(tries = 50)
    void everyCallerGetsItsOwnAnswer(
            @ForAll @Size(min = 1, max = 200) List<@IntRange(min = -1, max = 9) Integer> requests,
            @ForAll @IntRange(min = 1, max = 30) int heaviest)
            throws Exception {
        batches.clear();
        GroupCommit<Integer, Integer> writes =
                new GroupCommit<>(_ -> 1, heaviest, UNLIMITED, this::transaction);
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int request : requests) {
                answers.add(threads.submit(() -> writes.write(request)));
            }
        }

        for (int i = 0; i < requests.size(); i++) {
            Future<Integer> answer = answers.get(i);
            if (requests.get(i) == POISON) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(answer::get)
                        .withCauseInstanceOf(DataIntegrityViolationException.class);
            } else {
                assertThat(answer.get()).isEqualTo(answer(requests.get(i)));
            }
        }
        assertThat(batches.stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(
                        requests.stream().filter(request -> request != POISON).toList());
        assertThat(batches).allMatch(batch -> batch.size() <= heaviest);
        assertThat(mostRunning).hasValue(1);
    }

    @Example
    void whatComesDuringATransactionGoesIntoTheNextOneTogether() throws Exception {
        Semaphore may = new Semaphore(0);
        GroupCommit<Integer, Integer> writes = held(may, UNLIMITED);
        List<Thread> callers = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = callers(callers)) {
            List<Future<Integer>> answers = new ArrayList<>();
            answers.add(threads.submit(() -> writes.write(0)));
            await().until(may::hasQueuedThreads);
            IntStream.rangeClosed(1, 20)
                    .forEach(request ->
                            answers.add(
                                    threads.submit(
                                            (Callable<Integer>) () -> writes.write(request))));
            awaitAll(callers, 21);
            may.release(2);
            for (int i = 0; i <= 20; i++) {
                assertThat(answers.get(i).get()).isEqualTo(answer(i));
            }
        }
        assertThat(batches).hasSize(2);
    }

    @Example
    void failureThatIsNobodysFaultIsEverybodysAnswer() throws Exception {
        GroupCommit<Integer, Integer> writes =
                new GroupCommit<>(
                        _ -> 1,
                        10,
                        UNLIMITED,
                        _ -> {
                            throw new TransientDataAccessResourceException("away");
                        });
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(TransientDataAccessResourceException.class)
                    .isThrownBy(() -> writes.write(1));
        }
    }

    @Example
    void moreThanTheBoundIsRefusedAndThereIsRoomAgainLater() throws Exception {
        Semaphore may = new Semaphore(0);
        GroupCommit<Integer, Integer> writes = held(may, 3);
        List<Thread> callers = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = callers(callers)) {
            List<Future<Integer>> answers = new ArrayList<>();
            answers.add(threads.submit(() -> writes.write(0)));
            await().until(may::hasQueuedThreads);
            for (int i = 1; i <= 3; i++) {
                int request = i;
                answers.add(threads.submit(() -> writes.write(request)));
            }
            awaitAll(callers, 4);
            assertThatExceptionOfType(CoordinatorException.class)
                    .isThrownBy(() -> writes.write(4))
                    .matches(e -> e.code() == ErrorCode.BUSY);
            may.release(100);
            for (int i = 0; i <= 3; i++) {
                assertThat(answers.get(i).get()).isEqualTo(answer(i));
            }
        }
        assertThat(writes.write(5)).isEqualTo(answer(5));
    }

    private GroupCommit<Integer, Integer> held(Semaphore may, int mostWaiting) {
        return new GroupCommit<>(
                _ -> 1,
                1_000,
                mostWaiting,
                batch -> {
                    may.acquireUninterruptibly();
                    return transaction(batch);
                });
    }

    private static ExecutorService callers(List<Thread> callers) {
        return Executors.newThreadPerTaskExecutor(work -> {
            Thread thread = Thread.ofVirtual().unstarted(work);
            callers.add(thread);
            return thread;
        });
    }

    /** Until so many wait for their answers. */
    private static void awaitAll(List<Thread> callers, int count) {
        await().until(() ->
                callers.stream().filter(caller -> caller.getState() == Thread.State.WAITING).count()
                        == count);
    }
}
