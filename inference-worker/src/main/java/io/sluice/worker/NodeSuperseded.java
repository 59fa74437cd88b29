package io.sluice.worker;

/** Another program has registered under this node's id: the coordinator gives tasks only to it. */
public final class NodeSuperseded extends RuntimeException {
    private static final long serialVersionUID = 1;

    NodeSuperseded(String node, Throwable cause) {
        super(
                "node "
                        + node
                        + " was registered by another program, which has its leases now. Give each"
                        + " worker an id of its own.",
                cause);
    }
}
