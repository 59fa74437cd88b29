package io.sluice.worker;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Does a task: its payload through its model. */
final class TaskRunner {
    private final PayloadSource payloads;
    private final OpenModels models;
    private final int outputBytes;

    TaskRunner(PayloadSource payloads, OpenModels models, int outputBytes) {
        this.payloads = payloads;
        this.models = models;
        this.outputBytes = outputBytes;
    }

    TaskResult run(Lease lease) throws ModelNotHeld, InterruptedException {
        try {
            return result(lease, models.run(lease.modelVersion(), payloads.payload(lease)));
        } catch (InvalidInput e) {
            return TaskResult.failed(lease, String.valueOf(e.getMessage()), false);
        } catch (OrtException | IOException | RuntimeException | OutOfMemoryError e) {
            return TaskResult.failed(lease, e.toString(), true);
        }
    }

    private TaskResult result(Lease lease, JsonNode output) {
        int size = output.toString().getBytes(StandardCharsets.UTF_8).length;
        if (size > outputBytes) {
            throw new InvalidInput(
                    "the output has " + size + " bytes, and may have " + outputBytes);
        }
        return TaskResult.succeeded(lease, output);
    }
}
