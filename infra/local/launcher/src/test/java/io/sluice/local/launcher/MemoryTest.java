package io.sluice.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class MemoryTest {
    private static final long MEBIBYTE = 1024 * 1024;

    @Test
    void memoryOfARunningProcessIsToldInBytes() {
        assertThat(Memory.of(ProcessHandle.current().pid()).orElseThrow())
                .isBetween(10 * MEBIBYTE, 100_000 * MEBIBYTE);
    }

    @Test
    void processThatHasEndedHasNone() throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThat(Memory.of(ended.pid())).isEmpty();
    }
}
