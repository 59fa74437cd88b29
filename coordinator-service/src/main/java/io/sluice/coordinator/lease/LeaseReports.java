package io.sluice.coordinator.lease;

import io.sluice.coordinator.database.GroupCommit;
import io.sluice.coordinator.result.ResultSignal;
import io.sluice.coordinator.task.PostgresTaskChanges;
import io.sluice.coordinator.task.QueueSignal;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes what nodes say about their leases: renewals, returns, results. */
@Component
class LeaseReports {
    /** Reports of more than this together wait for the next transaction, in kibibytes. */
    private static final int HEAVIEST_BATCH = 8_192;

    private final PostgresTaskChanges changes;
    private final ResultTallies tallies;
    private final TransactionTemplate transaction;
    private final QueueSignal signal;
    private final ResultSignal results;
    private final LeaseCounters counters;
    private final LeaseProperties properties;
    private final GroupCommit<Reported, List<ReportVerdict>> writes;

    /** What one node says in one request. */
    private record Reported(String node, List<? extends NodeReport> reports) {
        int weight() {
            return 1 + reports.stream().mapToInt(NodeReport::weight).sum();
        }
    }

    LeaseReports(
            PostgresTaskChanges changes,
            ResultTallies tallies,
            TransactionTemplate transaction,
            QueueSignal signal,
            ResultSignal results,
            LeaseCounters counters,
            LeaseProperties properties) {
        this.changes = changes;
        this.tallies = tallies;
        this.transaction = transaction;
        this.signal = signal;
        this.results = results;
        this.counters = counters;
        this.properties = properties;
        this.writes =
                new GroupCommit<>(
                        Reported::weight,
                        HEAVIEST_BATCH,
                        (int) properties.mostInFlight().toKilobytes(),
                        this::write);
    }

    /** Says of each what became of it, in their order. */
    List<ReportVerdict> take(String node, List<? extends NodeReport> reports) {
        List<ReportVerdict> verdicts = writes.write(new Reported(node, reports));
        results.wake();
        signal.wake();
        counters.reported(verdicts);
        return verdicts;
    }

    /** Queues again what a node was to get and did not. */
    void takeBack(List<Lease> leases, String reason) {
        leases.stream()
                .collect(Collectors.groupingBy(Lease::node))
                .forEach((node, its) -> take(node, returns(its, reason)));
    }

    private static List<NodeReport> returns(List<Lease> leases, String reason) {
        return leases.stream()
                .<NodeReport>map(
                        lease -> new NodeReport.Return(lease.task(), lease.token(), reason))
                .toList();
    }

    private List<List<ReportVerdict>> write(List<Reported> batch) {
        return Objects.requireNonNull(transaction.execute(_ -> writeWithin(batch)));
    }

    private List<List<ReportVerdict>> writeWithin(List<Reported> batch) {
        ReportRules rules =
                new ReportRules(
                        changes.lock(
                                batch.stream()
                                        .map(Reported::reports)
                                        .flatMap(Collection::stream)
                                        .map(NodeReport::task)
                                        .distinct()
                                        .toList()));
        List<List<ReportVerdict>> verdicts =
                batch.stream()
                        .map(reported ->
                                reported.reports().stream()
                                        .map(report -> rules.decide(reported.node(), report))
                                        .toList())
                        .toList();
        changes.apply(rules.changes(), properties.seconds());
        tallies.count(rules.changes());
        return verdicts;
    }
}
