package io.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskBooksTest {
    private static final int MEDIUM = 5;

    private final TaskBooks books = new TaskBooks(2);

    @Test
    void lostTaskShows() {
        books.submitted(2, 2);
        books.finished(task(1, MEDIUM), 10);
        assertThat(books.areAllFinished()).isFalse();

        books.finished(task(2, MEDIUM), 20);
        assertThat(books.areAllFinished()).isTrue();
        assertThat(books.isNoneFinishedTwice()).isTrue();
    }

    @Test
    void taskThatIsFinishedTwiceShows() {
        books.submitted(2, 2);
        books.finished(task(1, MEDIUM), 10);
        books.finished(task(1, MEDIUM), 20);

        assertThat(books.isNoneFinishedTwice()).isFalse();
    }

    @Test
    void finishedTasksMakeRoomForOthersButUrgentOnesHadNone() throws InterruptedException {
        assertThat(books.hasRoomSoon(2)).isTrue();
        books.finished(task(1, TaskBooks.URGENT), 10);
        assertThat(books.hasRoomSoon(1)).isFalse();

        books.finished(task(2, MEDIUM), 10);
        assertThat(books.hasRoomSoon(1)).isTrue();
    }

    private static LeasedTask task(long number, int priority) {
        return new LeasedTask("id-" + number, number, priority, number, 0);
    }
}
