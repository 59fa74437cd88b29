package io.sluice.coordinator.lease;

import io.sluice.coordinator.lease.ModelTask.Wish;
import io.sluice.coordinator.lease.QueueRun.Saying;
import io.sluice.coordinator.lease.QueueRun.What;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is done to the queue in whatever order, the tables and the answers are those of a simple
 * model. The system property {@code sluice.model.steps} tells how much is done in one go.
 */
class TaskStateModelTest {
    private static final int STEPS = Integer.getInteger("sluice.model.steps", 60);

    private static @Nullable RealQueue queue;

    @BeforeContainer
    static void start() {
        queue = RealQueue.start();
    }

    @AfterContainer
    static void stop() {
        if (queue != null) {
            queue.close();
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
    void queueDoesWhatItsModelDoes(@ForAll("chains") ActionChain<QueueRun> chain) {
        chain.withInvariant("tables", QueueRun::verify).run();
    }

    @Provide
    Arbitrary<ActionChain<QueueRun>> chains() {
        return ActionChain.startWith(() -> new QueueRun(Objects.requireNonNull(queue)))
                .withAction(9, submits())
                .withAction(4, registers())
                .withAction(8, leases())
                .withAction(8, says())
                .withAction(4, timePasses())
                .withAction(2, always("sweep", QueueRun::sweep))
                .withAction(1, cancels())
                .withAction(1, leaves())
                .withAction(1, drains())
                .withMaxTransformations(STEPS);
    }

    private static Action.Independent<QueueRun> submits() {
        Arbitrary<Wish> wishes =
                Combinators.combine(
                                Arbitraries.of("m1", "m1", "m2"),
                                Arbitraries.of("1").injectNull(0.8),
                                labels(),
                                Arbitraries.of(0, 5, 9),
                                Arbitraries.integers().between(1, 3),
                                Arbitraries.of(5, 30, 60).injectNull(0.8))
                        .as((model, version, labels, priority, attempts, patience) ->
                                new Wish(
                                        model,
                                        model.equals("m2") ? version : null,
                                        labels,
                                        priority,
                                        attempts,
                                        patience));
        Arbitrary<@Nullable String> keys = Arbitraries.of("k1", "k2", "k3").injectNull(0.7);
        return action(
                Combinators.combine(wishes, keys)
                        .as((wish, key) ->
                                does(
                                        "submit " + wish + " as " + key,
                                        run -> run.submit(wish, key))));
    }

    private static Action.Independent<QueueRun> registers() {
        return action(
                Combinators.combine(
                                nodes(),
                                Arbitraries.of("i1", "i2"),
                                Arbitraries.integers().between(1, 3),
                                Arbitraries.of(List.of("m1"), List.of("m2"), List.of("m1", "m2")),
                                labels())
                        .as((id, incarnation, capacity, models, labels) ->
                                does(
                                        "register %s %s %d %s %s"
                                                .formatted(
                                                        id, incarnation, capacity, models, labels),
                                        run ->
                                                run.register(
                                                        id,
                                                        incarnation,
                                                        capacity,
                                                        models,
                                                        labels))));
    }

    private static Action.Independent<QueueRun> leases() {
        return action(
                Arbitraries.maps(nodes(), Arbitraries.integers().between(1, 3))
                        .ofMinSize(1)
                        .map(asked -> does("lease " + asked, run -> run.lease(asked))));
    }

    /** Much of it twice, late, or by somebody else. */
    private static Action.Independent<QueueRun> says() {
        Arbitrary<Saying> sayings =
                Combinators.combine(
                                Arbitraries.of(What.class),
                                Arbitraries.integers().between(0, 5),
                                Arbitraries.frequency(
                                        Tuple.of(8, 0), Tuple.of(1, -1), Tuple.of(1, 1)),
                                Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true)))
                        .as(Saying::new);
        return action(
                sayings.list()
                        .ofMinSize(1)
                        .ofMaxSize(3)
                        .map(all -> does("say " + all, run -> run.say(all))));
    }

    private static Action.Independent<QueueRun> timePasses() {
        return action(
                Arbitraries.of(1, 1, 1, 5, 29, 30, 600)
                        .map(seconds -> does(seconds + " s pass", run -> run.timePasses(seconds))));
    }

    private static Action.Independent<QueueRun> cancels() {
        return action(
                Arbitraries.integers()
                        .between(0, 20)
                        .map(which -> does("cancel " + which, run -> run.cancel(which))));
    }

    private static Action.Independent<QueueRun> leaves() {
        return action(nodes().map(id -> does("leave " + id, run -> run.leave(id))));
    }

    private static Action.Independent<QueueRun> drains() {
        return action(
                Combinators.combine(nodes(), Arbitraries.of(true, false))
                        .as((id, draining) ->
                                does(
                                        "drain %s %s".formatted(id, draining),
                                        run -> run.setDraining(id, draining))));
    }

    private static Arbitrary<Map<String, String>> labels() {
        return Arbitraries.of(true, false, false, false)
                .map(gpu -> gpu ? Map.of("gpu", "yes") : Map.of());
    }

    private static Arbitrary<String> nodes() {
        return Arbitraries.of("n1", "n2", "n3");
    }

    private static Action.Independent<QueueRun> always(String name, Consumer<QueueRun> what) {
        return Action.just(does(name, what));
    }

    private static Action.Independent<QueueRun> action(
            Arbitrary<Transformer<QueueRun>> transformers) {
        return () -> transformers;
    }

    private static Transformer<QueueRun> does(String name, Consumer<QueueRun> what) {
        return Transformer.mutate(name, what);
    }
}
