package io.sluice.benchmarks;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The devices of a fleet as the platform knows them. Their labels tell what readings they have. */
record FleetRegister(Platform platform) {
    /** The fleet that is registered. */
    Optional<Fleet> find() {
        return platform.labels(Fleet.deviceId(0)).map(Fleet::ofLabels);
    }

    /** Registers all devices, or changes nothing if they are as they should be. */
    void add(Fleet fleet) {
        if (platform.labels(Fleet.deviceId(fleet.devices() - 1)).isPresent()) {
            return;
        }
        StringBuilder csv = new StringBuilder("id,type,labels,expected_interval\n");
        for (int device = 0; device < fleet.devices(); device++) {
            Map<String, String> labels = new TreeMap<>(fleet.labels());
            labels.put("site", Fleet.site(device));
            csv.append(Fleet.deviceId(device))
                    .append(",bench,")
                    .append(
                            labels.entrySet().stream()
                                    .map(label -> label.getKey() + "=" + label.getValue())
                                    .collect(Collectors.joining(";")))
                    .append(',')
                    .append(fleet.interval())
                    .append('\n');
        }
        platform.registerCsv(csv.toString());
    }
}
