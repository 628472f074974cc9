package org.captioner.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.captioner.cli.command.CommandRun;

/**
 * Runs many commands in one process, so that trying hundreds of files takes one start. The first
 * argument is a file with a command a line, words separated by tabs; the exit code, what went to
 * standard output and what went to standard error are written beside it as {@code N.code}, {@code
 * N.data} and {@code N.talk}.
 */
public final class CommandList {
    private CommandList() {}

    /**
     * Runs commands in a process of little memory, and requires that it survives them.
     *
     * @param folder for the list and what comes of it
     * @return the process, which has ended
     */
    static CommandProcess run(Path folder, List<String> commands)
            throws IOException, InterruptedException {
        Path list = Files.write(folder.resolve("list"), commands);
        CommandProcess process = CommandProcess.in(folder).withJava("-Xmx160m");
        int exitCode =
                process.end(
                        process.startClass(CommandList.class.getName(), List.of(list.toString())));
        assertEquals(0, exitCode, process::toString);
        return process;
    }

    /** Runs the list. */
    public static void main(String[] arguments) throws IOException {
        Path list = Path.of(arguments[0]);
        List<String> lines = Files.readAllLines(list);
        for (int i = 0; i < lines.size(); i++) {
            CommandRun run = CommandRun.of((Object[]) lines.get(i).split("\t"));
            Files.writeString(list.resolveSibling(i + ".data"), run.data());
            Files.writeString(list.resolveSibling(i + ".talk"), run.talk());
            Files.writeString(list.resolveSibling(i + ".code"), "" + run.exitCode());
        }
        Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .forEach(System.out::println);
    }
}
