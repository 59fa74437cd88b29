package io.sluice.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

@QueryServiceTest
class KeepAliveTest {
    /** How long the front door keeps a connection that it does not use. */
    private static final int FRONT_DOOR_MILLIS = 60_000;

    @Autowired private ServletWebServerApplicationContext context;

    /** Else a request may meet a connection that is closed just then. */
    @Test
    void idleConnectionIsKeptLongerThanTheFrontDoorKeepsIt() {
        TomcatWebServer server = (TomcatWebServer) Objects.requireNonNull(context.getWebServer());
        AbstractProtocol<?> protocol =
                (AbstractProtocol<?>) server.getTomcat().getConnector().getProtocolHandler();

        assertThat(protocol.getKeepAliveTimeout()).isGreaterThan(FRONT_DOOR_MILLIS);
    }
}
