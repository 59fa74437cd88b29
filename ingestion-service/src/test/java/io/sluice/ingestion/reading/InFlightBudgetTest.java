package io.sluice.ingestion.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.ingestion.problem.ErrorCode;
import io.sluice.ingestion.problem.IngestionException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InFlightBudgetTest {
    private final InFlightBudget budget = new InFlightBudget(100);

    @Test
    void messageIsRefusedWhenThereIsNoPlaceForIt() {
        InFlightBudget.Place first = budget.reserve(60, Duration.ZERO);

        assertBusy(() -> budget.reserve(41, Duration.ofMillis(10)));

        first.release();
        assertThat(budget.reserve(100, Duration.ZERO)).isNotNull();
    }

    @Test
    void placeGrowsAtOnceOrNotAtAll() {
        InFlightBudget.Place growing = budget.reserve(10, Duration.ZERO);
        InFlightBudget.Place other = budget.reserve(50, Duration.ZERO);

        growing.growTo(50);
        assertThat(budget.inFlight()).isEqualTo(100);
        assertBusy(() -> growing.growTo(51));

        other.release();
        growing.growTo(80);
        assertThat(budget.inFlight()).isEqualTo(80);
    }

    @Test
    void placeThatIsLargeEnoughDoesNotGrow() {
        InFlightBudget.Place place = budget.reserve(50, Duration.ZERO);

        place.growTo(20);

        assertThat(budget.inFlight()).isEqualTo(50);
    }

    @Test
    void placeIsGivenBackOnce() {
        InFlightBudget.Place place = budget.reserve(50, Duration.ZERO);

        place.release();
        place.release();

        assertThat(budget.inFlight()).isZero();
        assertThat(budget.reserve(100, Duration.ZERO)).isNotNull();
        assertBusy(() -> budget.reserve(1, Duration.ZERO));
    }

    private static void assertBusy(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        IngestionException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BUSY));
    }
}
