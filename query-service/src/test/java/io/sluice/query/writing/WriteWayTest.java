package io.sluice.query.writing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WriteWayTest {
    private final WriteWay way = new WriteWay();

    @Test
    void straightUntilAConflictThenStagedForAWhile() {
        assertThat(way.isStraight()).isTrue();

        way.straightFailed();

        assertThat(stagedBatchesWithoutConflict()).isEqualTo(4);
    }

    @Test
    void longerTheSoonerTheNextConflictComes() {
        way.straightFailed();
        stagedBatchesWithoutConflict();
        way.straightWorked();
        way.straightFailed();

        assertThat(stagedBatchesWithoutConflict()).isEqualTo(8);
    }

    @Test
    void neverForLongerThan256Batches() {
        for (int i = 0; i < 20; i++) {
            way.straightFailed();
            stagedBatchesWithoutConflict();
        }
        way.straightFailed();

        assertThat(stagedBatchesWithoutConflict()).isEqualTo(256);
    }

    @Test
    void forgivenAfterManyBatchesWithoutAConflict() {
        way.straightFailed();
        stagedBatchesWithoutConflict();
        for (int i = 0; i < 64; i++) {
            way.straightWorked();
        }
        way.straightFailed();

        assertThat(stagedBatchesWithoutConflict()).isEqualTo(4);
    }

    @Test
    void stagedAsLongAsThereAreConflicts() {
        way.straightFailed();
        for (int i = 0; i < 100; i++) {
            assertThat(way.isStraight()).isFalse();
            way.stagedWorked(true);
        }

        assertThat(stagedBatchesWithoutConflict()).isEqualTo(4);
    }

    private int stagedBatchesWithoutConflict() {
        int batches = 0;
        while (!way.isStraight()) {
            way.stagedWorked(false);
            batches++;
        }
        return batches;
    }
}
