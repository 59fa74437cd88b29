package io.sluice.worker;

/** The coordinator has understood what was asked, and won't do it. */
final class CoordinatorRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    CoordinatorRefusal(String request, int status, String code, String detail) {
        super(request + " was refused with " + status + " " + code + ": " + detail);
        this.code = code;
    }

    boolean isUnknownNode() {
        return code.equals("unknown_node");
    }

    boolean isSuperseded() {
        return code.equals("node_superseded");
    }

    String code() {
        return code;
    }
}
