package io.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * CPU seconds of the processes of the platform and of this one, since they began. Processes that a
 * part has started count as the part's while they live.
 *
 * @param seconds by the name of the part
 */
record CpuTimes(Map<String, Double> seconds) {
    private static final double TICKS_PER_SECOND = 100;
    private static final Pattern SPACE = Pattern.compile(" ");

    static CpuTimes now(Map<String, Long> processes) {
        Map<String, Double> seconds = new TreeMap<>();
        processes.forEach((name, pid) -> seconds.put(name, ofTree(pid)));
        seconds.put("load generator", ofOne(ProcessHandle.current().pid()));
        return new CpuTimes(seconds);
    }

    /** What was used since an earlier look. */
    CpuTimes since(CpuTimes earlier) {
        Map<String, Double> used = new TreeMap<>();
        seconds.forEach(
                (name, now) -> used.put(name, now - earlier.seconds.getOrDefault(name, 0.0)));
        return new CpuTimes(used);
    }

    double total() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double ofTree(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .mapToDouble(process -> ofOne(process.pid()))
                .sum();
    }

    /**
     * Fields 14 and 15 of /proc/pid/stat; the second field, a name in brackets, may hold spaces.
     */
    private static double ofOne(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            List<String> fields =
                    SPACE.splitAsStream(stat.substring(stat.lastIndexOf(')') + 2)).toList();
            return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12)))
                    / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }
}
