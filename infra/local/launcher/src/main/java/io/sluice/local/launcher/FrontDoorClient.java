package io.sluice.local.launcher;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/** The running platform over HTTP. */
final class FrontDoorClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI frontDoor;

    FrontDoorClient(Settings settings) {
        frontDoor = URI.create("http://127.0.0.1:" + settings.port(Settings.Port.FRONT_DOOR));
    }

    /**
     * Sends something, and waits for the answer as long as it takes.
     *
     * @throws UserError if the platform is not up, or does not do it
     */
    <T> T post(String path, Object body, Class<T> answer) {
        HttpRequest request =
                HttpRequest.newBuilder(frontDoor.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build();
        HttpResponse<String> response = send(request);
        try {
            if (response.statusCode() != 200) {
                throw new UserError(JSON.readTree(response.body()).required("detail").asString());
            }
            return JSON.readValue(response.body(), answer);
        } catch (JacksonException e) {
            throw new UserError(
                    request.uri()
                            + " answered "
                            + response.statusCode()
                            + ", but not as Sluice does: is something else on this port?");
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new UserError(
                    "nothing answers at "
                            + frontDoor
                            + ". Start the platform with ./sluice up, or say where it is: "
                            + Settings.Port.FRONT_DOOR.variable()
                            + "=…");
        } catch (IOException e) {
            throw new UserError(request.uri() + " gave no answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
