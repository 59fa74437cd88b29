package io.sluice.coordinator.model;

import java.util.List;

/** What a model takes and gives. */
record ModelSignature(List<ModelValue> inputs, List<ModelValue> outputs) {
    ModelSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
