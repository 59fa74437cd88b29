package io.sluice.query.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.query.Api;
import io.sluice.query.QueryServiceTest;
import io.sluice.query.database.PostgresQueries;
import io.sluice.testservers.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@QueryServiceTest
@Import(ClientGoneApiTest.SlowController.class)
@TestPropertySource(properties = "sluice.writer.enabled=false")
@Timeout(60)
class ClientGoneApiTest {
    private static final Duration SOON = Duration.ofSeconds(2);

    @LocalServerPort private int port;

    /** Lets the database work long before its first row. */
    @RestController
    static class SlowController {
        private final PostgresQueries queries;

        SlowController(PostgresQueries queries) {
            this.queries = queries;
        }

        @GetMapping("/test/slow")
        String get(@RequestParam double seconds) {
            return work(seconds);
        }

        @PostMapping("/test/slow")
        String post(@RequestBody String seconds) {
            return work(Double.parseDouble(seconds));
        }

        private String work(double seconds) {
            return "ended "
                    + queries.list(
                            "select 'client-gone-test' from pg_sleep(?)",
                            List.of(seconds),
                            row -> row.getString(1));
        }
    }

    @Test
    void statementEndsSoonAfterTheClientHasGone() throws IOException {
        try (Socket _ = ask("GET /test/slow?seconds=50 HTTP/1.1\r\nHost: x\r\n\r\n")) {
            await().until(() -> running() == 1);
        }

        await().atMost(SOON).until(() -> running() == 0);
    }

    @Test
    void bodyOfTheRequestDoesNotHideThat() throws IOException {
        try (Socket _ =
                ask(
                        """
                        POST /test/slow HTTP/1.1\r
                        Host: x\r
                        Content-Type: text/plain\r
                        Content-Length: 2\r
                        \r
                        50\
                        """)) {
            await().until(() -> running() == 1);
        }

        await().atMost(SOON).until(() -> running() == 0);
    }

    @Test
    void clientThatWaitsGetsItsAnswer() {
        Api.Answer answer = new Api(port).get("/test/slow?seconds=1.5");

        assertThat(answer.status()).isEqualTo(200);
    }

    /** What the watch finds of it is not lost. */
    @Test
    void requestThatFollowsAtOnceIsAnsweredToo() throws IOException {
        try (Socket client =
                ask(
                        """
                        GET /test/slow?seconds=1.5 HTTP/1.1\r
                        Host: x\r
                        \r
                        GET /test/slow?seconds=0 HTTP/1.1\r
                        Host: x\r
                        Connection: close\r
                        \r
                        """)) {
            String answers =
                    new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answers.split("ended", -1)).hasSize(3);
        }
    }

    private Socket ask(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static int running() throws SQLException {
        TestServers servers = TestServers.get();
        try (Connection connection =
                        DriverManager.getConnection(
                                servers.jdbcUrl(), "postgres", servers.password());
                PreparedStatement statement =
                        connection.prepareStatement(
                                """
                                select count(*) from pg_stat_activity
                                where state = 'active' and query like 'select ''client-gone-test''%'
                                """);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getInt(1);
        }
    }
}
