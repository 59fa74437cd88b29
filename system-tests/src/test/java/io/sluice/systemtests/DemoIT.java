package io.sluice.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.systemtests.LocalPlatform.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first command of the README does what it says, and again when it is run again. */
class DemoIT {
    @Test
    void bringsRealDataInOnceAndShowsIt() {
        try (LocalPlatform platform = LocalPlatform.inNewDirectory("with the demo")) {
            Result first = platform.run("demo");
            Result second = platform.run("demo");

            assertThat(first.exitCode()).isZero();
            assertThat(first.output())
                    .contains("beijing-aotizhongxin", "beijing-dingling", "beijing-wanshouxigong");
            assertThat(second.exitCode()).isZero();
            assertScored(first);
            assertScored(second);
            Client.Books books = new Client(platform.frontDoor()).books();
            assertThat(books.stored()).isEqualTo(1_137_980);
            assertThat(books.rejected()).isZero();
            Client.Answer nodes = new Client(platform.frontDoor()).get("/api/v1/nodes");
            assertThat(nodes.body().path("nodes")).as("they left when the demo ended").isEmpty();
            assertThat(processesOf(platform)).isNotEmpty();
            platform.run("down");
            assertThat(processesOf(platform)).isEmpty();
        }
    }

    /** The node's lines hold how many tasks it did; the first score is of what was made wrong. */
    private static void assertScored(Result demo) {
        assertThat(demo.output())
                .containsPattern("demo-node-1 +[1-9]")
                .containsPattern("demo-node-2 +[1-9]")
                .contains("37 windows of 24 hours")
                .containsPattern("highest scores[^\n]*\n[^\n]*made wrong by 15")
                .contains("Cluster: 2 of 2 nodes alive", "0 failed, 0 waiting");
    }

    /** All that have something to do with the platform's directory. */
    private static List<String> processesOf(LocalPlatform platform) {
        String home = platform.home().toString();
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.contains(home))
                .toList();
    }
}
