package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import io.sluice.problem.ProblemException;
import io.sluice.problem.RequestProblem;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** Holds parts of models in memory while they come, of a few uploads at a time. */
@Component
final class ChunkIntake {
    private final ModelProperties properties;
    private final Semaphore places;

    ChunkIntake(ModelProperties properties) {
        this.properties = properties;
        this.places = new Semaphore(properties.chunksAtOnce(), true);
    }

    /**
     * Reads a part, and has it stored.
     *
     * @param announced how many bytes it has, or less than 0 if that is not said
     * @return what the one who stores it says
     * @throws CoordinatorException {@code chunk_too_large}; {@code busy} if others take all the
     *     places for too long
     * @throws ProblemException if the body breaks off; hardly anybody will hear of it
     */
    long take(InputStream body, long announced, ToLongFunction<byte[]> store) {
        if (announced > properties.maxChunkBytes()) {
            throw tooLarge(announced + " bytes");
        }
        takePlace();
        try {
            return store.applyAsLong(read(body, announced));
        } finally {
            places.release();
        }
    }

    private byte[] read(InputStream body, long announced) {
        byte[] bytes;
        try {
            bytes = body.readNBytes(properties.maxChunkBytes() + 1);
        } catch (IOException e) {
            throw new ProblemException(
                    RequestProblem.INVALID_PARAMETER,
                    "the body broke off"
                            + (announced < 0 ? "" : " before all " + announced + " bytes came")
                            + "; nothing of it was kept",
                    e);
        }
        if (bytes.length > properties.maxChunkBytes()) {
            throw tooLarge("more");
        }
        return bytes;
    }

    private void takePlace() {
        try {
            if (places.tryAcquire(properties.chunkWithin().toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CoordinatorException(
                ErrorCode.BUSY,
                "other uploads took all "
                        + properties.chunksAtOnce()
                        + " places for "
                        + properties.chunkWithin());
    }

    private CoordinatorException tooLarge(String size) {
        return new CoordinatorException(
                ErrorCode.CHUNK_TOO_LARGE,
                "the part has "
                        + size
                        + ", but at most "
                        + properties.maxChunkBytes()
                        + " bytes are taken at once");
    }
}
