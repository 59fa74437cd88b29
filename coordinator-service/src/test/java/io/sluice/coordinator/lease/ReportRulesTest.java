package io.sluice.coordinator.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.coordinator.problem.ErrorCode;
import io.sluice.coordinator.task.TaskChange;
import io.sluice.coordinator.task.TaskFacts;
import io.sluice.coordinator.task.TaskRules;
import io.sluice.coordinator.task.TaskState;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whose word counts. */
class ReportRulesTest {
    private static final UUID TASK = new UUID(1, 1);
    private static final String HOLDER = "holder";
    private static final String OTHER = "other";
    private static final long TOKEN = 10;

    /** What a node says, and which one. */
    record Said(String node, NodeReport report) {}

    @Provide
    Arbitrary<TaskFacts> facts() {
        return Combinators.combine(
                        Arbitraries.of(TaskState.class),
                        Arbitraries.of(TOKEN).injectNull(0.1),
                        Arbitraries.of(TOKEN - 1, TOKEN).injectNull(0.5),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, TaskRules.FREE_RETURNS))
                .as(ReportRulesTest::facts)
                // A result that was taken has ended its lease.
                .filter(task ->
                        task.state() != TaskState.LEASED
                                || task.token() == null
                                || !task.token().equals(task.reportedToken()));
    }

    @Provide
    Arbitrary<Said> said() {
        Arbitrary<NodeReport> reports =
                Arbitraries.longs()
                        .between(TOKEN - 2, TOKEN + 1)
                        .flatMap(token ->
                                Arbitraries.of(
                                        new NodeReport.Renewal(TASK, token),
                                        new NodeReport.Return(TASK, token, "why"),
                                        new NodeReport.Success(TASK, token, new byte[] {'1'}),
                                        new NodeReport.Failure(TASK, token, "hurts", true),
                                        new NodeReport.Failure(TASK, token, "hurts", false)));
        return Combinators.combine(Arbitraries.of(HOLDER, OTHER), reports).as(Said::new);
    }

    @Property
    void onlyTheHolderOfALiveLeaseCounts(
            @ForAll("facts") TaskFacts task, @ForAll("said") Said said) {
        ReportRules rules = new ReportRules(List.of(task));
        ReportVerdict verdict = rules.decide(said.node(), said.report());

        boolean holds =
                task.state() == TaskState.LEASED
                        && task.token() != null
                        && said.report().token() == task.token()
                        && said.node().equals(HOLDER)
                        && task.isLive();
        assertThat(verdict instanceof ReportVerdict.Taken).isEqualTo(holds);
        assertThat(rules.changes()).hasSize(holds ? 1 : 0);
    }

    @Property
    void refusalSaysWhy(@ForAll("facts") TaskFacts task, @ForAll("said") Said said) {
        ReportVerdict verdict = new ReportRules(List.of(task)).decide(said.node(), said.report());

        long token = said.report().token();
        if (verdict instanceof ReportVerdict.Refused(ErrorCode code, String message)) {
            boolean neverHadIt =
                    task.token() == null
                            || token > task.token()
                            || (token == task.token() && said.node().equals(OTHER));
            boolean gaveItsResult =
                    !neverHadIt
                            && Optional.ofNullable(task.reportedToken())
                                    .filter(reported -> reported == token)
                                    .isPresent();
            assertThat(code)
                    .isEqualTo(
                            neverHadIt
                                    ? ErrorCode.NO_LEASE
                                    : gaveItsResult
                                            ? ErrorCode.RESULT_ALREADY_GIVEN
                                            : ErrorCode.LEASE_LOST);
            assertThat(message).contains(TASK.toString(), Long.toString(token));
        }
    }

    @Property
    void leaseHasOneEndWhateverIsSaidInOneGo(
            @ForAll("facts") TaskFacts task, @ForAll List<@From("said") Said> all) {
        ReportRules rules = new ReportRules(List.of(task));
        long ends =
                all.stream()
                        .filter(said ->
                                rules.decide(said.node(), said.report())
                                                instanceof ReportVerdict.Taken
                                        && !(said.report() instanceof NodeReport.Renewal))
                        .count();

        assertThat(ends).isLessThanOrEqualTo(1);
        assertThat(rules.changes()).hasSizeLessThanOrEqualTo(1);
        if (ends == 1) {
            assertThat(rules.changes())
                    .noneMatch(change -> change instanceof TaskChange.Renewal)
                    .allMatch(change -> change.facts().state() == TaskState.LEASED);
        }
    }

    @Property
    void whatIsSaidTwiceIsDoneOnce(@ForAll("facts") TaskFacts task, @ForAll("said") Said said) {
        ReportRules rules = new ReportRules(List.of(task));
        ReportVerdict first = rules.decide(said.node(), said.report());
        ReportVerdict again = rules.decide(said.node(), said.report());

        if (first instanceof ReportVerdict.Refused(ErrorCode code, String _)) {
            assertThat(codeOf(again)).isEqualTo(code);
            return;
        }
        switch (said.report()) {
            case NodeReport.Renewal _ -> assertThat(codeOf(again)).isNull();
            case NodeReport.Return _ -> assertThat(codeOf(again)).isEqualTo(ErrorCode.LEASE_LOST);
            case NodeReport.Success _, NodeReport.Failure _ ->
                    assertThat(codeOf(again)).isEqualTo(ErrorCode.RESULT_ALREADY_GIVEN);
        }
    }

    @Property
    void failureIsTriedAgainUntilAttemptsAreUsedUp(
            @ForAll("facts") TaskFacts task, @ForAll boolean retryable) {
        ReportRules rules = new ReportRules(List.of(task));
        rules.decide(HOLDER, new NodeReport.Failure(TASK, TOKEN, "hurts", retryable));

        for (TaskChange change : rules.changes()) {
            if (retryable && task.attempts() < task.maxAttempts()) {
                assertThat(change).isInstanceOf(TaskChange.Requeue.class);
            } else {
                assertThat(change)
                        .isInstanceOfSatisfying(
                                TaskChange.Ending.class,
                                ending ->
                                        assertThat(ending.state())
                                                .isEqualTo(
                                                        retryable
                                                                ? TaskState.DEAD
                                                                : TaskState.FAILED));
            }
        }
    }

    @Property
    void returnIsFreeUntilThereAreTooMany(@ForAll("facts") TaskFacts task) {
        ReportRules rules = new ReportRules(List.of(task));
        rules.decide(HOLDER, new NodeReport.Return(TASK, TOKEN, "why"));

        for (TaskChange change : rules.changes()) {
            boolean isFree = change instanceof TaskChange.Requeue requeue && requeue.isFree();
            assertThat(isFree).isEqualTo(task.returns() < TaskRules.FREE_RETURNS);
        }
    }

    @Example
    void taskThatIsNotThereIsUnknown() {
        assertThat(
                        codeOf(
                                new ReportRules(List.of())
                                        .decide(HOLDER, new NodeReport.Renewal(TASK, TOKEN))))
                .isEqualTo(ErrorCode.UNKNOWN_TASK);
    }

    private static @Nullable ErrorCode codeOf(ReportVerdict verdict) {
        return verdict instanceof ReportVerdict.Refused(ErrorCode code, String _) ? code : null;
    }

    private static TaskFacts facts(
            TaskState state,
            @Nullable Long token,
            @Nullable Long reported,
            boolean isLive,
            boolean isPastDeadline,
            int attempts,
            int returns) {
        return new TaskFacts(
                TASK,
                1,
                state,
                token,
                reported,
                HOLDER,
                isLive,
                isPastDeadline,
                attempts,
                2,
                returns,
                "m",
                "");
    }
}
