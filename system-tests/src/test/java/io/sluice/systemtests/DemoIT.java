package io.sluice.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.systemtests.LocalPlatform.Result;
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
            Client.Books books = new Client(platform.frontDoor()).books();
            assertThat(books.stored()).isEqualTo(1_137_980);
            assertThat(books.rejected()).isZero();
        }
    }
}
