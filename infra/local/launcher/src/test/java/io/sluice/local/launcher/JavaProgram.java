package io.sluice.local.launcher;

import io.sluice.local.servers.JavaCommand;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A class of these tests as a process of its own. */
final class JavaProgram {
    private JavaProgram() {}

    static ProcessBuilder of(Class<?> mainClass, List<String> arguments) {
        return new ProcessBuilder(
                new JavaCommand(
                                classPath(),
                                mainClass.getName(),
                                List.of("-XX:TieredStopAtLevel=1", "-Xmx64m"))
                        .with(arguments));
    }

    static List<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(":", -1))
                .map(Path::of)
                .toList();
    }
}
