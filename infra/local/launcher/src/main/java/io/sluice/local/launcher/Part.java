package io.sluice.local.launcher;

import io.sluice.local.servers.Program;
import io.sluice.local.servers.RunningProgram;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * One process of the platform.
 *
 * @param name such as {@code kafka}
 * @param port where others reach it
 * @param otherPorts more ports that it takes
 * @param toStart makes ready what it needs, and tells what to start
 * @param toWatch what is needed to look at it when it runs on some port, and to stop it
 * @param stray finds it running when there is no note about it
 */
record Part(
        String name,
        Settings.Port port,
        List<Settings.Port> otherPorts,
        Supplier<Program> toStart,
        IntFunction<Program> toWatch,
        Supplier<Optional<RunningProgram>> stray) {}
