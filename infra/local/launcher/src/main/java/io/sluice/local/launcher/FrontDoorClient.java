package io.sluice.local.launcher;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The running platform over HTTP. */
final class FrontDoorClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI frontDoor;

    FrontDoorClient(Settings settings) {
        frontDoor = URI.create("http://127.0.0.1:" + settings.port(Settings.Port.FRONT_DOOR));
    }

    /**
     * Asks for something.
     *
     * @param path with what follows the question mark
     * @throws UserError if the platform is not up, or does not do it
     */
    <T> T get(String path, Class<T> answer) {
        return answered(reply(request(path).build(), answer));
    }

    /**
     * Sends something, and waits for the answer as long as it takes.
     *
     * @throws UserError if the platform is not up, or does not do it
     */
    <T> T post(String path, Object body, Class<T> answer) {
        return answered(
                reply(
                        request(path)
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofByteArray(
                                                JSON.writeValueAsBytes(body)))
                                .build(),
                        answer));
    }

    /**
     * Asks for something to be done that may be refused, and waits as long as it takes.
     *
     * @throws UserError if the platform is not up
     */
    <T> Reply<T> tryToPost(String path, Class<T> answer) {
        return reply(request(path).POST(HttpRequest.BodyPublishers.noBody()).build(), answer);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(frontDoor.resolve(path));
    }

    private static <T> T answered(Reply<T> reply) {
        return switch (reply) {
            case Reply.Answered<T>(T answer) -> answer;
            case Reply.Refused<T> refused -> throw new UserError(refused.detail());
        };
    }

    private <T> Reply<T> reply(HttpRequest request, Class<T> answer) {
        HttpResponse<String> response = send(request);
        try {
            if (response.statusCode() == 200) {
                return new Reply.Answered<>(JSON.readValue(response.body(), answer));
            }
            JsonNode problem = JSON.readTree(response.body());
            return new Reply.Refused<>(
                    problem.path("code").asString(""), problem.required("detail").asString());
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
