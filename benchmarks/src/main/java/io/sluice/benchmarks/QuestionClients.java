package io.sluice.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Clients that ask at the same time, each its next question when the one before is answered.
 *
 * @param count how many
 * @param seed what is asked about
 */
record QuestionClients(Fleet fleet, int count, long seed) {
    /**
     * Asks some questions in turn.
     *
     * @param runs how often each of them
     * @param atMost no more is asked after that
     */
    Map<Question, Answers> ask(
            List<Question> questions, int runs, Duration atMost, Supplier<Answering> answering) {
        Map<Question, Answers> answers = new EnumMap<>(Question.class);
        questions.forEach(question -> answers.put(question, new Answers()));
        AtomicInteger asked = new AtomicInteger();
        long end = System.nanoTime() + atMost.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                clients.add(
                        threads.submit(() -> {
                            try (Answering client = answering.get()) {
                                int turn = asked.getAndIncrement();
                                while (turn < runs * questions.size()
                                        && System.nanoTime() - end < 0) {
                                    Question question = questions.get(turn % questions.size());
                                    ask(client, question, turn, answers);
                                    turn = asked.getAndIncrement();
                                }
                            }
                        }));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return answers;
    }

    private void ask(
            Answering client, Question question, int turn, Map<Question, Answers> answers) {
        Asked asked = Asked.draw(question, fleet, new SplittableRandom(seed + turn), Instant.now());
        Objects.requireNonNull(answers.get(question)).add(asked, client.answer(asked));
    }
}
