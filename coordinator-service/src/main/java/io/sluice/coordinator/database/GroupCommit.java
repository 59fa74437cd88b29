package io.sluice.coordinator.database;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Writes that wait for one another written together: those that come while a transaction runs go
 * into the next one. Each caller waits for its own answer.
 *
 * @param <Q> what is to be written
 * @param <A> what came of it
 */
public final class GroupCommit<Q, A> {
    private final Function<List<Q>, List<A>> transaction;
    private final ToIntFunction<Q> weight;
    private final int heaviestBatch;
    private final int mostWaiting;
    private final Queue<Waiting<Q, A>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingWeight = new AtomicInteger();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final Executor writer = Executors.newVirtualThreadPerTaskExecutor();

    private record Waiting<Q, A>(Q request, int weight, CompletableFuture<A> answer) {}

    /**
     * @param weight of a write, in any unit, at least 1
     * @param heaviestBatch the sum of weights from which a batch takes no more writes
     * @param mostWaiting the sum of weights from which a write is refused
     * @param transaction writes a batch, and has an answer for each of it, in its order
     */
    public GroupCommit(
            ToIntFunction<Q> weight,
            int heaviestBatch,
            int mostWaiting,
            Function<List<Q>, List<A>> transaction) {
        this.weight = weight;
        this.heaviestBatch = heaviestBatch;
        this.mostWaiting = mostWaiting;
        this.transaction = transaction;
    }

    /**
     * Writes, and returns when it is committed.
     *
     * @throws CoordinatorException with code {@code busy} if too much waits already
     */
    public A write(Q request) {
        int itsWeight = weight.applyAsInt(request);
        if (waitingWeight.addAndGet(itsWeight) > mostWaiting) {
            waitingWeight.addAndGet(-itsWeight);
            throw new CoordinatorException(
                    ErrorCode.BUSY, "more writes wait than " + mostWaiting + "; try again");
        }
        Waiting<Q, A> waiting = new Waiting<>(request, itsWeight, new CompletableFuture<>());
        queue.add(waiting);
        writeUnlessWriting();
        try {
            return waiting.answer().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void writeUnlessWriting() {
        if (writing.compareAndSet(false, true)) {
            writer.execute(this::writeAll);
        }
    }

    private void writeAll() {
        do {
            List<Waiting<Q, A>> batch = nextBatch();
            while (!batch.isEmpty()) {
                write(batch);
                batch = nextBatch();
            }
            writing.set(false);
            // One may have come between the last look and the line above.
        } while (!queue.isEmpty() && writing.compareAndSet(false, true));
    }

    private List<Waiting<Q, A>> nextBatch() {
        List<Waiting<Q, A>> batch = new ArrayList<>();
        int sum = 0;
        while (sum < heaviestBatch) {
            Waiting<Q, A> next = queue.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
            sum += next.weight();
        }
        waitingWeight.addAndGet(-sum);
        return batch;
    }

    private void write(List<Waiting<Q, A>> batch) {
        try {
            List<A> answers = transaction.apply(batch.stream().map(Waiting::request).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(answers.get(i));
            }
        } catch (DataIntegrityViolationException e) {
            writeOneByOne(batch, e);
        } catch (Throwable e) {
            batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
        }
    }

    /** What is wrong with one write is no reason to refuse the others. */
    private void writeOneByOne(List<Waiting<Q, A>> batch, DataIntegrityViolationException failure) {
        if (batch.size() == 1) {
            batch.getFirst().answer().completeExceptionally(failure);
        } else {
            batch.forEach(waiting -> write(List.of(waiting)));
        }
    }
}
