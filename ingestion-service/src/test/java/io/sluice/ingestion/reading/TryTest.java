package io.sluice.ingestion.reading;

import io.sluice.ingestion.IngestionTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@IngestionTest
class TryTest {
    @LocalServerPort private int port;

    @Test
    void tryIt() throws Exception {
        try (HttpClient c = HttpClient.newHttpClient()) {
            for (String[] r :
                    new String[][] {
                        {"/api/v1/readings", "{\"device_id\":1,\"temperature\":22.5}"},
                        {"/api/reading", "{\"device_id\":1,\"temperature\":22.5}"},
                        {
                            "/api/v1/readings",
                            "[{\"device_id\":1,\"temperature\":22.5},{\"device_id\":1,\"temperature\":NaN,\"x\":1}]"
                        },
                        {"/api/v1/readings", "[{\"device_id\":1,\"temperature\":22.5}"},
                        {"/api/v1/nothing", "[{\"device_id\":1,\"temperature\":22.5}"}
                    }) {
                HttpResponse<String> a =
                        c.send(
                                HttpRequest.newBuilder(
                                                URI.create("http://127.0.0.1:" + port + r[0]))
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(r[1]))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                System.out.println(a.statusCode() + " " + a.headers().map() + "\n" + a.body());
            }
        }
    }
}
