package io.sluice.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.systemtests.Client.Books;
import io.sluice.systemtests.Client.Point;
import io.sluice.systemtests.TopicReader.Received;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills a part of the platform in the middle of a stream of readings over HTTP and MQTT, from
 * clients that send again what was not acknowledged. At the end every acknowledged reading is there
 * exactly once, and the books hold everything that was received.
 */
@ExtendWith(SharedPlatform.class)
class FaultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalPlatform platform;
    private final Client client;

    FaultsIT(LocalPlatform platform) {
        this.platform = platform;
        this.client = new Client(platform.frontDoor());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "ingestion-service",
                "query-service",
                "kafka",
                "postgres",
                "mqtt",
                "everything"
            })
    void acknowledgedReadingsAreThereExactlyOnce(String victim) {
        ReadingStream stream = new ReadingStream(platform, "fault-" + victim);
        client.register(stream.devices().toArray(String[]::new));
        Books before = client.books();
        List<String> parts = partsOf(victim);
        List<ProcessHandle> processes = parts.stream().map(platform::process).toList();

        try (TopicReader topics = new TopicReader(platform.kafka())) {
            stream.start();
            await().atMost(PATIENCE).until(stream::isInTheMiddle);
            processes.forEach(ProcessHandle::destroyForcibly);
            processes.forEach(process -> process.onExit().join());
            long acknowledgedAtTheKill = stream.acknowledged();
            platform.up();
            stream.awaitEnd(PATIENCE);

            // The broker acknowledges before the service has taken a message from it.
            Received received =
                    await().atMost(PATIENCE)
                            .until(
                                    topics::received,
                                    soFar ->
                                            soFar.readings() >= stream.goodReadings()
                                                    && soFar.rejected() >= stream.badReadings()
                                                    && client.books().since(before).received()
                                                            == soFar.all());
            Books books = client.books().since(before);
            print(victim, acknowledgedAtTheKill, stream, received, books);

            assertThat(stream.acknowledged()).isEqualTo(stream.goodReadings());
            assertThat(books.stored()).isEqualTo(stream.goodReadings());
            assertThat(books.corrected()).isZero();
            assertThat(books.stored() + books.duplicate()).isEqualTo(received.readings());
            assertThat(books.rejected())
                    .isEqualTo(received.rejected())
                    .isGreaterThanOrEqualTo(stream.badReadings());
        }
        for (String device : stream.devices()) {
            assertThat(client.points(device, "t"))
                    .as(device)
                    .containsExactlyElementsOf(
                            stream.readingsOf(device).stream()
                                    .map(reading -> new Point(reading.time(), 0, reading.value()))
                                    .toList());
        }
    }

    private static List<String> partsOf(String victim) {
        return switch (victim) {
            case "nothing" -> List.of();
            case "everything" -> LocalPlatform.PARTS;
            default -> List.of(victim);
        };
    }

    private static void print(
            String victim,
            long acknowledgedAtTheKill,
            ReadingStream stream,
            Received received,
            Books books) {
        System.out.printf(
                Locale.ROOT,
                "kill -9 of %s after %d acknowledged: sent %d readings in %d attempts, acknowledged"
                    + " %d; received %d = stored %d + duplicate %d + corrected %d + rejected %d%n",
                victim,
                acknowledgedAtTheKill,
                stream.goodReadings() + stream.badReadings(),
                stream.attempts(),
                stream.acknowledged() + stream.badReadings(),
                received.all(),
                books.stored(),
                books.duplicate(),
                books.corrected(),
                books.rejected());
    }
}
