package io.sluice.local.launcher;

import io.sluice.local.servers.Checkout;
import io.sluice.local.servers.JavaCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of this checkout that is run and waited for. It learns from the environment where a
 * platform is, and from the property {@code sluice.root} where the checkout is.
 *
 * @param module the directory that it was built in, from the root
 */
record ForegroundProgram(Checkout checkout, String module, String mainClass) {
    private static final List<String> OPTIONS =
            List.of(
                    "-Xmx512m",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    /** Returns its exit code. */
    int run(List<String> arguments, Settings settings, Home home)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-Dsluice.root=" + checkout.root());
        JavaCommand java = new JavaCommand(checkout.classPath(module), mainClass, options);
        ProcessBuilder builder = new ProcessBuilder(java.with(arguments)).inheritIO();
        for (Settings.Port port : Settings.Port.values()) {
            builder.environment().put(port.variable(), Integer.toString(settings.port(port)));
        }
        builder.environment().put(Settings.HOME, home.directory().toString());
        return builder.start().waitFor();
    }
}
