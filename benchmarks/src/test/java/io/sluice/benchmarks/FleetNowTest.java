package io.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class FleetNowTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everyReadingIsAnother() {
        FleetNow now =
                new FleetNow(Fleet.of(100_000, 40, 7, 1, Instant.parse("2026-11-21T17:49:36Z")));
        Set<String> seen = new HashSet<>();
        int count = 0;
        for (int i = 0; i < 20; i++) {
            Readings.Batch batch = now.batch(100);
            JsonNode items = json.readTree(batch.json());
            assertThat(items.size() * 4).isEqualTo(batch.readings()).isEqualTo(100);
            for (JsonNode item : items) {
                assertThat(item.path("power").isNumber()).isTrue();
                seen.add(item.path("device_id").asString() + item.path("timestamp").asLong());
                count++;
            }
            assertThat(items.get(items.size() - 1).path("timestamp").asLong())
                    .isEqualTo(batch.time());
        }
        assertThat(seen).hasSize(count);
    }
}
