package io.sluice.slicing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The steps of any aggregation, alike for both types. */
sealed interface AggregationSteps<A> {
    Aggregation aggregation();

    A lift(TimedValue tuple);

    A add(A partial, TimedValue tuple);

    A combine(A left, A right);

    A combineAll(List<A> partials);

    Optional<A> invert(A partial, TimedValue tuple);

    Object lower(A partial);

    byte[] bytes(A partial);

    A read(byte[] bytes);

    /** The partial aggregate of tuples, as they are added one after the other. */
    default A added(List<TimedValue> tuples) {
        A all = lift(tuples.getFirst());
        for (TimedValue tuple : tuples.subList(1, tuples.size())) {
            all = add(all, tuple);
        }
        return all;
    }

    static AggregationSteps<?> of(Aggregation aggregation) {
        return switch (aggregation) {
            case FixedAggregation fixed -> new OfWords(fixed);
            case ObjectAggregation<?, ?> object -> new OfObjects<>(object);
        };
    }

    /** Partial aggregates in the middle of an array, beside words that must not change. */
    record OfWords(FixedAggregation aggregation) implements AggregationSteps<long[]> {
        private static final int AT = 2;
        private static final long BESIDE = 0x5555_5555_5555_5555L;

        private long[] cleared() {
            long[] words = new long[AT + aggregation.words() + 1];
            Arrays.fill(words, BESIDE);
            aggregation.clear(words, AT);
            return words;
        }

        @Override
        public long[] lift(TimedValue tuple) {
            return add(cleared(), tuple);
        }

        @Override
        public long[] add(long[] partial, TimedValue tuple) {
            aggregation.add(partial, AT, tuple.time(), tuple.value());
            return partial;
        }

        @Override
        public long[] combine(long[] left, long[] right) {
            long[] both = left.clone();
            aggregation.combine(both, AT, right, AT);
            return both;
        }

        /** From the neutral partial aggregate on. */
        @Override
        public long[] combineAll(List<long[]> partials) {
            return partials.stream().reduce(cleared(), this::combine);
        }

        @Override
        public Optional<long[]> invert(long[] partial, TimedValue tuple) {
            return aggregation.invert(partial, AT, tuple.time(), tuple.value())
                    ? Optional.of(partial)
                    : Optional.empty();
        }

        @Override
        public Object lower(long[] partial) {
            return aggregation.lower(partial, AT);
        }

        @Override
        public byte[] bytes(long[] partial) {
            ByteBuffer bytes = ByteBuffer.allocate(partial.length * Long.BYTES);
            bytes.asLongBuffer().put(partial);
            return bytes.array();
        }

        @Override
        public long[] read(byte[] bytes) {
            long[] words = new long[bytes.length / Long.BYTES];
            ByteBuffer.wrap(bytes).asLongBuffer().get(words);
            return words;
        }
    }

    /** Partial aggregates as objects. */
    record OfObjects<A, R>(ObjectAggregation<A, R> aggregation) implements AggregationSteps<A> {
        @Override
        public A lift(TimedValue tuple) {
            return aggregation.lift(tuple.time(), tuple.value());
        }

        @Override
        public A add(A partial, TimedValue tuple) {
            return aggregation.add(partial, tuple.time(), tuple.value());
        }

        @Override
        public A combine(A left, A right) {
            return aggregation.combine(left, right);
        }

        @Override
        public A combineAll(List<A> partials) {
            return aggregation.combineAll(partials);
        }

        @Override
        public Optional<A> invert(A partial, TimedValue tuple) {
            return aggregation.invert(partial, tuple.time(), tuple.value());
        }

        @Override
        public Object lower(A partial) {
            return aggregation.lower(partial);
        }

        @Override
        public byte[] bytes(A partial) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                aggregation.write(partial, new DataOutputStream(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes.toByteArray();
        }

        @Override
        public A read(byte[] bytes) {
            try {
                return aggregation.read(new DataInputStream(new ByteArrayInputStream(bytes)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
