package io.sluice.coordinator.storm;

import io.sluice.coordinator.Api;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Coordinators as a client sees them: any will do, and any may be away. */
final class Coordinators {
    private static final long BEFORE_ANOTHER_TRY_NANOS = 50_000_000;

    private final List<CoordinatorProcess> all;
    private final Random random;

    Coordinators(List<CoordinatorProcess> all, Random random) {
        this.all = all;
        this.random = random;
    }

    /** Asks one of them, once. Nothing comes back if it is away, or died while it was asked. */
    Optional<Api.Answer> ask(Function<Api, Api.Answer> request) {
        try {
            Api.Answer answer = request.apply(all.get(random.nextInt(all.size())).api());
            return answer.status() < 500 ? Optional.of(answer) : Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** Asks again and again, another one each time, until there is an answer or no need. */
    Optional<Api.Answer> insist(Function<Api, Api.Answer> request, BooleanSupplier isNeeded) {
        while (isNeeded.getAsBoolean()) {
            Optional<Api.Answer> answer = ask(request);
            if (answer.isPresent()) {
                return answer;
            }
            LockSupport.parkNanos(BEFORE_ANOTHER_TRY_NANOS);
        }
        return Optional.empty();
    }
}
