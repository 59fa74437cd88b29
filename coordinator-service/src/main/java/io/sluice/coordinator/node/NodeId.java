package io.sluice.coordinator.node;

import io.sluice.coordinator.problem.CoordinatorException;
import io.sluice.coordinator.problem.ErrorCode;
import java.util.regex.Pattern;

/**
 * What a node is called: 1 to 100 letters, digits, and {@code . _ : -}. It stands in MQTT topics.
 */
public final class NodeId {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

    private NodeId() {}

    /**
     * The id, if it is one.
     *
     * @throws CoordinatorException with code {@code invalid_node}
     */
    public static String checked(String id) {
        if (!FORM.matcher(id).matches()) {
            throw new CoordinatorException(
                    ErrorCode.INVALID_NODE,
                    "node id '"
                            + (id.length() > 100 ? id.substring(0, 100) + "…" : id)
                            + "' is not 1 to 100 letters, digits and . _ : -");
        }
        return id;
    }
}
