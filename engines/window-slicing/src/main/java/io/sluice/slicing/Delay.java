package io.sluice.slicing;

/**
 * How long tuples of an {@link OutOfOrderStream} are on their way, in the unit of time: a
 * distribution.
 */
public sealed interface Delay {
    /** The longest delay there can be. */
    long longest();

    /**
     * The delay that a random number stands for.
     *
     * @param random any 64 bits, each as likely as the others
     */
    long of(long random);

    /** Each delay from the shortest to the longest is as likely as the others. */
    static Delay uniform(long shortest, long longest) {
        return new Uniform(shortest, longest);
    }

    /**
     * Short delays are likely and long ones are rare, as for messages that wait in queues.
     *
     * @param mean of the delays if there was no cap; above 0
     * @param cap what is longer is as long as this
     */
    static Delay exponential(double mean, long cap) {
        return new Exponential(mean, cap);
    }

    /** All delays are the same. */
    static Delay constant(long delay) {
        return new Uniform(delay, delay);
    }

    /**
     * Each delay of a range is as likely as the others.
     *
     * @param shortest from 0 to {@code longest}
     * @param longest up to {@link SlicingOperator#LONGEST}
     */
    record Uniform(long shortest, long longest) implements Delay {
        /**
         * @throws SlicingException {@link SlicingProblem#SETTING_OUT_OF_RANGE}
         */
        public Uniform {
            SlicingProblem.SETTING_OUT_OF_RANGE.unless(
                    shortest >= 0 && shortest <= longest, "shortest delay", shortest);
            SlicingProblem.SETTING_OUT_OF_RANGE.unless(
                    longest <= SlicingOperator.LONGEST, "longest delay", longest);
        }

        @Override
        public long of(long random) {
            return shortest + Math.unsignedMultiplyHigh(random, longest - shortest + 1);
        }
    }

    /**
     * Delays of an exponential distribution, rounded down.
     *
     * @param mean above 0
     * @param longest from 0 to {@link SlicingOperator#LONGEST}
     */
    record Exponential(double mean, long longest) implements Delay {
        /**
         * @throws SlicingException {@link SlicingProblem#SETTING_OUT_OF_RANGE}
         */
        public Exponential {
            if (!(mean > 0) || mean == Double.POSITIVE_INFINITY) {
                throw SlicingProblem.SETTING_OUT_OF_RANGE.with(
                        "mean delay is " + mean + ", which is out of range");
            }
            SlicingProblem.SETTING_OUT_OF_RANGE.unless(
                    longest >= 0 && longest <= SlicingOperator.LONGEST, "longest delay", longest);
        }

        @Override
        public long of(long random) {
            // Math.log may differ from one machine to another.
            double delay = -mean * StrictMath.log(1 - OutOfOrderStream.share(random));
            return Math.min((long) delay, longest);
        }
    }
}
