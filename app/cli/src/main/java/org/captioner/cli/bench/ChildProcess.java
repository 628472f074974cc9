package org.captioner.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.InputException;

/** The same program with the same options of Java once more, in a process of its own. */
public final class ChildProcess {
    private static final int USER_MISTAKE = 2;

    /** By name: it knows every command, and so, in the end, this class. */
    private static final String MAIN = "org.captioner.cli.Main";

    private ChildProcess() {}

    /**
     * Runs a command and waits for it.
     *
     * @param arguments as typed after {@code captioner}
     * @return what it wrote to standard output
     * @throws InputException if the command ends with a user mistake, with its message
     * @throws IllegalStateException if it ends otherwise than well
     */
    public static String run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // What watches this process, a profiler for instance, is not to watch that one.
            if (!option.startsWith("-javaagent") && !option.startsWith("-agent")) {
                command.add(option);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(arguments);
        try {
            Path log = Files.createTempFile("captioner-bench", ".txt");
            try {
                return run(command, log);
            } finally {
                Files.delete(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("starting java once more", e);
        }
    }

    private static String run(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        try {
            process.getOutputStream().close();
            String data =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            if (exitCode == USER_MISTAKE) {
                throw new InputException(mistake(Files.readString(log, StandardCharsets.UTF_8)));
            }
            if (exitCode != 0) {
                throw new IllegalStateException(
                        "a measuring process ended with exit code "
                                + exitCode
                                + ":\n"
                                + Files.readString(log, StandardCharsets.UTF_8));
            }
            return data;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        } finally {
            process.destroy();
        }
    }

    /** The message behind the command's name, which the caller's report puts there again. */
    private static String mistake(String log) {
        return log.lines()
                .filter(line -> line.startsWith("captioner"))
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .reduce((first, last) -> last)
                .orElse(log);
    }
}
