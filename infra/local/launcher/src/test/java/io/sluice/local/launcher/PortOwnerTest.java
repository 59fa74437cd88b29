package io.sluice.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.local.servers.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class PortOwnerTest {
    private static final String THIS_PROCESS =
            "java (process " + ProcessHandle.current().pid() + ")";

    @Test
    void listenerIsNamed() throws IOException {
        try (ServerSocket socket = listenOn(Ports.free())) {
            assertThat(PortOwner.describe(socket.getLocalPort())).isEqualTo(THIS_PROCESS);
        }
    }

    @Test
    void listenerOnAllAddressesIsNamed() throws IOException {
        try (ServerSocket socket = new ServerSocket(Ports.free())) {
            assertThat(PortOwner.describe(socket.getLocalPort())).isEqualTo(THIS_PROCESS);
        }
    }

    @Test
    void clientOfThePortIsNotItsOwner() throws IOException {
        try (ServerSocket socket = listenOn(Ports.free());
                Socket client =
                        new Socket(InetAddress.getLoopbackAddress(), socket.getLocalPort())) {
            assertThat(PortOwner.describe(client.getLocalPort())).isNotEqualTo(THIS_PROCESS);
        }
    }

    @Test
    void portThatThisUserCannotSeeIsOfSomebodyElse() {
        assertThat(PortOwner.describe(Ports.free())).isEqualTo("a process of somebody else");
    }

    private static ServerSocket listenOn(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
