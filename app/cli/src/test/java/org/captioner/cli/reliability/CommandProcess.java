package org.captioner.cli.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code captioner} as a process of its own, started through a shell that can spoil what the
 * process finds: limits, closed streams, another folder.
 *
 * @param java options of the virtual machine
 * @param shell commands before the start, each ended by a semicolon
 * @param streams redirections of the process, in the shell's words
 * @param environment variables to set, or to take away where the value is empty
 * @param log where standard error goes
 * @param data where standard output goes
 */
record CommandProcess(
        List<String> java,
        String shell,
        String streams,
        Map<String, String> environment,
        Path log,
        Path data) {
    /** Longer than anything takes on a busy machine: what hangs must not hang the tests. */
    private static final long LONGEST_MINUTES = 30;

    /**
     * A process in a usual environment, whose streams go to two files in a folder, and its
     * temporary files to a folder in it.
     */
    static CommandProcess in(Path folder) {
        return new CommandProcess(
                List.of(
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + temporary(folder)),
                "",
                "",
                Map.of("OMP_WAIT_POLICY", "PASSIVE"),
                folder.resolve("stderr"),
                folder.resolve("stdout"));
    }

    /** Where temporary files of processes in a folder go. */
    static Path temporary(Path folder) {
        try {
            return Files.createDirectories(folder.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CommandProcess withJava(String... options) {
        List<String> more = new ArrayList<>(java);
        more.addAll(List.of(options));
        return new CommandProcess(more, shell, streams, environment, log, data);
    }

    CommandProcess withShell(String commands) {
        return new CommandProcess(java, commands, streams, environment, log, data);
    }

    CommandProcess withStreams(String redirections) {
        return new CommandProcess(java, shell, redirections, environment, log, data);
    }

    CommandProcess with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new CommandProcess(java, shell, streams, more, log, data);
    }

    /** Starts {@code captioner} with these arguments. */
    Process start(List<String> arguments) {
        return startClass("org.captioner.cli.Main", arguments);
    }

    /** Starts another class of the tests' class path. */
    Process startClass(String main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c"));
        command.add(shell + "exec \"$0\" \"$@\" " + streams);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of("-Djava.awt.headless=true", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(main);
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command);
        environment.forEach(
                (name, value) -> {
                    if (value.isEmpty()) {
                        process.environment().remove(name);
                    } else {
                        process.environment().put(name, value);
                    }
                });
        try {
            return process.redirectError(log.toFile()).redirectOutput(data.toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs to the end and returns the exit code. */
    int run(List<String> arguments) throws InterruptedException {
        return end(start(arguments));
    }

    /** Waits for the end and returns the exit code. */
    int end(Process process) throws InterruptedException {
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("did not end: " + talk());
        }
        return process.exitValue();
    }

    /** What standard error has so far. */
    String talk() {
        return text(log);
    }

    /** What standard output has so far. */
    String output() {
        return text(data);
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return Objects.toString(environment) + " " + java + " " + shell + streams + "\n" + talk();
    }
}
