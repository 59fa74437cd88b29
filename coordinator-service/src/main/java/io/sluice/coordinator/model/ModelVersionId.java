package io.sluice.coordinator.model;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.regex.Pattern;

/** The name of a model and one of its versions: what an artifact is known by. */
record ModelVersionId(String model, String version) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");

    ModelVersionId {
        check("name", model);
        check("version", version);
    }

    private static void check(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new CoordinatorException(
                    ErrorCode.INVALID_MODEL,
                    "the "
                            + what
                            + " '"
                            + name
                            + "' is not of 1 to 100 letters, digits, '.', '_', '+', '-', the first"
                            + " one a letter or digit");
        }
    }

    @Override
    public String toString() {
        return "version '" + version + "' of model '" + model + "'";
    }
}
