package io.sluice.coordinator.result;

import java.util.Optional;

/** Which results somebody wants: those that have everything that is asked for. */
record ResultFilter(Optional<String> model, Optional<Outcome> state, Optional<String> device) {
    /** Of parameters as they came; what is blank was not asked for. */
    static ResultFilter of(String model, String state, String device) {
        return new ResultFilter(given(model), given(state).map(Outcome::asked), given(device));
    }

    private static Optional<String> given(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    boolean accepts(FinishedTask task) {
        return model.map(task.model()::equals).orElse(true)
                && state.map(task.state()::equals).orElse(true)
                && device.map(wanted -> wanted.equals(task.deviceId())).orElse(true);
    }
}
