package io.sluice.worker;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How busy this machine is.
 *
 * @param cpu share in use, 0 to 1
 * @param memory share in use, 0 to 1
 * @param running tasks
 */
record Load(double cpu, double memory, int running) {
    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    static Load now(int running) {
        double total = MACHINE.getTotalMemorySize();
        double memory = total > 0 ? 1 - MACHINE.getFreeMemorySize() / total : 0;
        return new Load(share(MACHINE.getCpuLoad()), share(memory), running);
    }

    /** The load is negative, or not a number, while it is not known. */
    private static double share(double value) {
        return value >= 0 ? Math.min(1, value) : 0;
    }
}
