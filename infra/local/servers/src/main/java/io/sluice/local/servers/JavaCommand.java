package io.sluice.local.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a Java program is started with the JVM that runs this one.
 *
 * @param classPath what it is made of
 * @param mainClass the class with its {@code main}
 * @param options for the JVM, such as {@code -Xmx256m}
 */
public record JavaCommand(List<Path> classPath, String mainClass, List<String> options) {
    public JavaCommand {
        classPath = List.copyOf(classPath);
        options = List.copyOf(options);
    }

    /** The command with its arguments, ready to be started. */
    public List<String> with(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(":")));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }
}
