package io.sluice.slicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;

/** Window types of the user's that can't be are refused when they are added. */
class BrokenWindowTest {
    /**
     * Windows with an edge at a distance from each position.
     *
     * @param edgeAfter what is said to be the distance of the next edge
     * @param startAfter what is said to be the distance of the next start
     * @param maximumLength what is said to be the longest length
     */
    private record SaidWindow(long edgeAfter, long startAfter, long maximumLength)
            implements ContextFreeWindow {
        @Override
        public long nextEdge(long position) {
            return position + edgeAfter;
        }

        @Override
        public long nextStart(long position) {
            return position + startAfter;
        }

        @Override
        public void triggerWindows(long after, long upTo, WindowCallback callback) {}
    }

    /** A context-aware window that says it is on counts. */
    private record CountedContextWindow() implements ContextAwareWindow {
        @Override
        public Measure measure() {
            return Measure.COUNT;
        }

        @Override
        public boolean forwardContextAware() {
            return false;
        }

        @Override
        public Context newContext() {
            throw new AssertionError("it is refused before");
        }
    }

    @Test
    void edgeThatIsNotAfterThePositionIsRefused() {
        assertRefused(new SaidWindow(0, 1, 10), SlicingProblem.WINDOW_BROKEN);
        assertRefused(new SaidWindow(-3, 1, 10), SlicingProblem.WINDOW_BROKEN);
        assertRefused(new SaidWindow(1, 0, 10), SlicingProblem.WINDOW_BROKEN);
    }

    @Test
    void lengthThatIsNotPositiveOrTooLongIsRefused() {
        assertRefused(new SaidWindow(1, 1, 0), SlicingProblem.LENGTH_OUT_OF_RANGE);
        assertRefused(
                new SaidWindow(1, 1, SlicingOperator.LONGEST + 1),
                SlicingProblem.LENGTH_OUT_OF_RANGE);
    }

    @Test
    void contextAwareWindowOnCountsIsRefused() {
        assertRefused(new CountedContextWindow(), SlicingProblem.WINDOW_BROKEN);
    }

    private static void assertRefused(Window window, SlicingProblem problem) {
        SlicingOperator operator = new SlicingOperator(SlicingSettings.outOfOrder(5), _ -> {});
        operator.process(3, 1);
        byte[] before = operator.save();

        assertThatThrownBy(() -> operator.add(new Query("a", window, Aggregations.sum())))
                .asInstanceOf(type(SlicingException.class))
                .returns(problem, SlicingException::problem);

        assertThat(operator.save()).isEqualTo(before);
        operator.add(new Query("a", Window.tumbling(5), Aggregations.sum()));
    }
}
