package io.sluice.coordinator.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input or output of a model.
 *
 * @param type as ONNX writes it, such as {@code tensor(float)}
 * @param shape the sizes of a tensor: a number where it is fixed, a name where it is not, {@code ?}
 *     where it has none; null where the model does not say, or it is no tensor
 */
record ModelValue(String name, String type, @Nullable List<Object> shape) {
    ModelValue {
        if (shape != null) {
            shape = List.copyOf(shape);
        }
    }
}
