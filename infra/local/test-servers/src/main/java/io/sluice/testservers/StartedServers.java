package io.sluice.testservers;

/** Starts the servers that are asked for, once. */
final class StartedServers {
    private static final String PROPERTY = "sluice.test.servers";
    private static final String CONTAINERS = "containers";

    private StartedServers() {}

    /** Initialised when it is first used, by one thread. */
    private static final class Holder {
        private static final TestServers SERVERS =
                areContainers() ? ContainerServers.start() : ProcessServers.start();
    }

    static TestServers get() {
        return Holder.SERVERS;
    }

    static boolean areContainers() {
        return CONTAINERS.equals(System.getProperty(PROPERTY));
    }
}
