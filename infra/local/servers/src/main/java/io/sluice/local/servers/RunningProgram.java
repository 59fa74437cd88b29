package io.sluice.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A {@link Program} in one of its processes, alive or ended. */
public final class RunningProgram {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int LOG_LINES_SHOWN = 20;

    private final Program program;
    private final ProcessIdentity process;

    RunningProgram(Program program, ProcessIdentity process) {
        this.program = program;
        this.process = process;
    }

    public Program program() {
        return program;
    }

    public ProcessIdentity process() {
        return process;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public boolean isReady() {
        return isAlive() && program.readiness().isReady(process);
    }

    /**
     * Waits until it can be used.
     *
     * @throws ServerFailure if it ends before, or the time is over; the message holds the end of
     *     its log
     */
    public void awaitReady(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!isReady()) {
            if (!isAlive()) {
                throw new ServerFailure(
                        program.name() + " ended before it was ready." + lastLines());
            }
            if (System.nanoTime() > end) {
                throw new ServerFailure(
                        program.name()
                                + " was not ready after "
                                + atMost.toSeconds()
                                + " s."
                                + lastLines());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Asks it to end, and kills it if it has not ended in time. Returns when it has ended. */
    public void stop(Duration grace) {
        signal(program.stopSignal());
        if (!awaitEnd(grace)) {
            kill();
        }
    }

    /**
     * Ends it without a chance to do anything more, as {@code kill -9} does. Returns when it has
     * ended.
     */
    public void kill() {
        signal("KILL");
        awaitEnd(Duration.ofSeconds(10));
    }

    /** Lets it stand still until {@link #resume}: it answers nothing, and its connections stay. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        if (process.isAlive()) {
            Commands.run(List.of("sh", "-c", "kill -" + signal + " " + process.pid()));
        }
    }

    private boolean awaitEnd(Duration atMost) {
        CompletableFuture<?> end =
                process.handle()
                        .<CompletableFuture<?>>map(ProcessHandle::onExit)
                        .orElseGet(() -> CompletableFuture.completedFuture(process));
        try {
            end.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private String lastLines() {
        Path log = program.log();
        try {
            List<String> lines = Files.readAllLines(log);
            List<String> last =
                    lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
            return " The end of " + log + ":\n  " + String.join("\n  ", last);
        } catch (IOException e) {
            return " See " + log;
        }
    }
}
