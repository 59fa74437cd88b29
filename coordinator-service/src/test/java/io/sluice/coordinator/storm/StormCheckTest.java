package io.sluice.coordinator.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A check that can't fail is none: each violation is found in a history that was made up. */
class StormCheckTest {
    private static final UUID ONE = new UUID(1, 1);
    private static final UUID TWO = new UUID(1, 2);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Change> changes = new ArrayList<>();
    private final List<Promised> promised = new ArrayList<>();
    private final List<Accepted> accepted = new ArrayList<>();
    private final List<UUID> outbox = new ArrayList<>();
    private final Map<String, UUID> submitted = new HashMap<>();
    private final Map<String, Integer> capacities = Map.of("a", 1, "b", 2);

    private final Map<UUID, Instant> ranks = new HashMap<>();

    /** A row as it is, from which its next change follows. */
    private final Map<UUID, Row> rows = new HashMap<>();

    private record Row(
            String state,
            @Nullable Long token,
            @Nullable Long reported,
            @Nullable String node,
            int attempts) {}

    @Test
    void historyWithoutAFlawHasNone() {
        queue(ONE, 0, 0);
        queue(TWO, 0, 1);
        lease(ONE, 1, "a", 7, 11);
        promised.add(new Promised("a", ONE, 7, at(11)));
        runOut(ONE, 11);
        lease(ONE, 12, "b", 8, 22);
        lease(TWO, 12, "b", 9, 22);
        succeed(ONE, 13);
        succeed(TWO, 14);

        assertThat(violations()).isEmpty();
    }

    @Test
    void lostTaskIsFound() {
        usual();
        submitted.put("another", TWO);
        assertThat(violations()).singleElement().asString().contains("is lost");
    }

    @Test
    void taskThatWasQueuedTwiceForOneKeyIsFound() {
        usual();
        queue(TWO, 0, 0);
        lease(TWO, 3, "b", 9, 20);
        succeed(TWO, 4);
        submitted.remove(TWO.toString());
        assertThat(violations()).singleElement().asString().contains("beside another");
    }

    @Test
    void taskThatIsNotDoneIsFound() {
        queue(ONE, 0, 0);
        lease(ONE, 1, "a", 7, 11);
        assertThat(violations()).anyMatch(line -> line.contains("succeeded 0 times"));
    }

    @Test
    void taskThatSucceedsTwiceIsFound() {
        usual();
        change(ONE, 3, "succeeded", 7L, 7L, "a", null, 1, null);
        assertThat(violations()).anyMatch(line -> line.contains("succeeded 2 times"));
    }

    @Test
    void resultThatIsPublishedTwiceOrNeverIsFound() {
        usual();
        outbox.add(ONE);
        assertThat(violations()).singleElement().asString().contains("published 2 times");
        outbox.clear();
        assertThat(violations()).singleElement().asString().contains("published 0 times");
    }

    @Test
    void changeThatWasMadeToAnotherStateIsFound() {
        usual();
        changes.removeIf(Change::isGrant);
        assertThat(violations())
                .anyMatch(line -> line.contains("went from leased, and was queued"));
    }

    @Test
    void attemptThatIsNotCountedIsFound() {
        queue(ONE, 0, 0);
        change(ONE, 1, "leased", 7L, null, "a", 11L, 0, null);
        succeed(ONE, 2);
        assertThat(violations()).anyMatch(line -> line.contains("0 attempts"));
    }

    @Test
    void twoLeasesAtOneTimeAreFound() {
        queue(ONE, 0, 0);
        lease(ONE, 1, "a", 7, 11);
        lease(ONE, 5, "b", 8, 15);
        succeed(ONE, 6);
        assertThat(violations()).anyMatch(line -> line.contains("while lease 7 lives"));
    }

    @Test
    void tokenThatIsNotGreaterIsFound() {
        queue(ONE, 0, 0);
        lease(ONE, 1, "a", 7, 11);
        runOut(ONE, 11);
        lease(ONE, 12, "b", 6, 22);
        succeed(ONE, 13);
        assertThat(violations()).singleElement().asString().contains("token 6 after 7");
    }

    @Test
    void tokenOfTwoLeasesIsFound() {
        usual();
        queue(TWO, 0, 0);
        lease(TWO, 1, "b", 7, 11);
        succeed(TWO, 2);
        assertThat(violations()).singleElement().asString().contains("token 7 was given 2 times");
    }

    @Test
    void leaseThatEndsBeforeItsNodeKnowsIsFound() {
        queue(ONE, 0, 0);
        lease(ONE, 1, "a", 7, 11);
        promised.add(new Promised("a", ONE, 7, at(15)));
        runOut(ONE, 11);
        lease(ONE, 12, "b", 8, 22);
        succeed(ONE, 13);
        assertThat(violations()).singleElement().asString().contains("promised until");
    }

    @Test
    void resultOfALeaseThatWasOverIsFound() {
        queue(ONE, 0, 0);
        lease(ONE, 1, "a", 7, 11);
        runOut(ONE, 11);
        lease(ONE, 12, "b", 8, 22);
        succeed(ONE, 13);
        accepted.add(new Accepted("a", ONE, 7, true));
        assertThat(violations())
                .anyMatch(line -> line.contains("lease 7") && line.contains("is not there"))
                .anyMatch(line -> line.contains("successes of leases 8 and 7"));
    }

    @Test
    void nodeWithTooManyLeasesIsFound() {
        queue(ONE, 0, 0);
        queue(TWO, 0, 0);
        lease(ONE, 1, "a", 7, 11);
        lease(TWO, 2, "a", 8, 12);
        succeed(ONE, 3);
        succeed(TWO, 4);
        assertThat(violations()).singleElement().asString().contains("a capacity of 1");
    }

    @Test
    void leaseThatIsRenewedAfterItsPlaceWasGivenAwayIsFound() {
        queue(ONE, 0, 0);
        queue(TWO, 0, 0);
        lease(ONE, 1, "a", 7, 11);
        lease(TWO, 12, "a", 8, 22);
        change(ONE, 13, "leased", 7L, null, "a", 30L, 1, null);
        succeed(ONE, 14);
        succeed(TWO, 15);
        assertThat(violations()).singleElement().asString().contains("a capacity of 1");
    }

    @Test
    void taskThatIsPassedIsCounted() {
        queue(ONE, 0, 0);
        queue(TWO, 0, 1);
        lease(TWO, 5, "b", 7, 15);
        lease(ONE, 6, "b", 8, 16);
        assertThat(PassedOver.count(changes)).containsExactly(Map.entry(ONE, 1));
    }

    @Test
    void taskIsNotPassedByWhatGoesFirst() {
        queue(ONE, 0, 1);
        queue(TWO, 0, 0);
        lease(TWO, 5, "b", 7, 15);
        lease(ONE, 6, "b", 8, 16);
        assertThat(PassedOver.count(changes)).isEmpty();
    }

    @Test
    void taskThatWasQueuedOnlyJustNowIsNotPassed() {
        queue(TWO, 0, 1);
        queue(ONE, 5, 0);
        lease(TWO, 5, "b", 7, 15);
        lease(ONE, 6, "b", 8, 16);
        assertThat(PassedOver.count(changes)).isEmpty();
    }

    private void usual() {
        queue(ONE, 0, 0);
        lease(ONE, 1, "a", 7, 11);
        succeed(ONE, 2);
    }

    private List<String> violations() {
        return StormCheck.violations(
                new StormHistory(submitted, promised, accepted, changes, outbox, capacities));
    }

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }

    private void queue(UUID task, long second, long rank) {
        submitted.put(task.toString(), task);
        ranks.put(task, at(rank));
        change(task, second, "queued", null, null, null, null, 0, null);
    }

    private void lease(UUID task, long second, String node, long token, long until) {
        int attempts = row(task).attempts() + 1;
        change(task, second, "leased", token, row(task).reported(), node, until, attempts, null);
    }

    private void runOut(UUID task, long second) {
        Row row = row(task);
        change(
                task,
                second,
                "queued",
                row.token(),
                row.reported(),
                row.node(),
                null,
                row.attempts(),
                "lease ran out");
    }

    private void succeed(UUID task, long second) {
        Row row = row(task);
        change(
                task,
                second,
                "succeeded",
                row.token(),
                row.token(),
                row.node(),
                null,
                row.attempts(),
                null);
        outbox.add(task);
        if (row.token() != null && row.node() != null) {
            accepted.add(new Accepted(row.node(), task, row.token(), true));
        }
    }

    private Row row(UUID task) {
        return rows.getOrDefault(task, new Row("queued", null, null, null, 0));
    }

    private void change(
            UUID task,
            long second,
            String after,
            @Nullable Long token,
            @Nullable Long reported,
            @Nullable String node,
            @Nullable Long until,
            int attempts,
            @Nullable String reason) {
        Row before = rows.get(task);
        long number = changes.size();
        changes.add(
                new Change(
                        number,
                        number,
                        at(second),
                        at(second),
                        task,
                        1,
                        ranks.getOrDefault(task, START),
                        before == null ? null : before.state(),
                        after,
                        token,
                        reported,
                        node,
                        until == null ? null : at(until),
                        attempts,
                        0,
                        reason,
                        null,
                        null));
        rows.put(task, new Row(after, token, reported, node, attempts));
    }
}
