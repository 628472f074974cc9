package org.captioner.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The environment is an input: it changes nothing, or the command says what is wrong with it. */
@Tag("reliability")
@EnabledOnOs(OS.LINUX)
class EnvironmentTest {
    /** Where nothing can be made, not even by a superuser. */
    private static final String NOWHERE = "/proc/nowhere";

    private static final int PHOTOS = 40;

    @TempDir static Path shared;
    private static TinyData data;
    private static Path expected;

    @TempDir Path folder;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        data = TinyData.make(shared, PHOTOS);
        expected = Files.createDirectory(shared.resolve("expected"));
        CommandProcess process = CommandProcess.in(shared);
        List<String> caption = LongWork.CAPTION.arguments(data, expected);
        assertEquals(0, process.run(caption), process::toString);
        if (Repetitions.all()) {
            data.train();
        }
    }

    /** How a process is spoilt, without any effect on what it does. */
    private static Map<String, UnaryOperator<CommandProcess>> harmless() {
        Map<String, UnaryOperator<CommandProcess>> all = new LinkedHashMap<>();
        all.put("LC_ALL=C", p -> p.with("LC_ALL", "C"));
        all.put(
                "no locale, no HOME, no USER",
                p -> p.with("LC_ALL", "").with("LANG", "").with("HOME", "").with("USER", ""));
        all.put(
                "Turkish, Nepal's time",
                p ->
                        p.with("LC_ALL", "tr_TR.UTF-8")
                                .with("TZ", "Asia/Kathmandu")
                                .withJava("-Duser.language=tr", "-Duser.country=TR"));
        all.put("Arabic digits", p -> p.withJava("-Duser.language=ar", "-Duser.country=EG"));
        all.put("HOME cannot be written", p -> p.with("HOME", NOWHERE));
        all.put("working directory cannot be written", p -> p.withShell("cd /proc;"));
        all.put("standard input is closed", p -> p.withStreams("<&-"));
        all.put("standard output is full", p -> p.withStreams(">/dev/full"));
        all.put("standard error is closed", p -> p.withStreams("2>&-"));
        all.put("standard error is full", p -> p.withStreams("2>/dev/full"));
        all.put("few open files", p -> p.withShell("ulimit -n 200;"));
        all.put("a small stack", p -> p.withShell("ulimit -s 1024;"));
        all.put("one processor", p -> p.withJava("-XX:ActiveProcessorCount=1"));
        all.put("a small heap", p -> p.withJava("-Xmx48m"));
        return all;
    }

    /** How a process is spoilt so that it cannot work. */
    private static Map<String, UnaryOperator<CommandProcess>> harmful() {
        Map<String, UnaryOperator<CommandProcess>> all = new LinkedHashMap<>();
        all.put(
                "temporary folder cannot be written",
                p -> p.withJava("-Djava.io.tmpdir=" + NOWHERE));
        all.put("engine's cache cannot be written", p -> p.with("DJL_CACHE_DIR", NOWHERE));
        all.put(
                "neither cache nor home can be written",
                p ->
                        p.with("DJL_CACHE_DIR", "")
                                .with("ENGINE_CACHE_DIR", NOWHERE)
                                .withJava("-Duser.home=" + NOWHERE));
        all.put(
                "too little address space",
                p ->
                        p.withShell("ulimit -v 1400000;")
                                .withJava(
                                        "-Xmx64m",
                                        "-XX:ReservedCodeCacheSize=32m",
                                        "-XX:CompressedClassSpaceSize=32m"));
        all.put("a full disk", p -> p.withShell("ulimit -f 2;").withJava("-XX:-UsePerfData"));
        return all;
    }

    static Stream<Arguments> harmlessCases() {
        return share(harmless());
    }

    static Stream<Arguments> harmfulCases() {
        return share(harmful());
    }

    /** All, or one in three. */
    private static Stream<Arguments> share(Map<String, UnaryOperator<CommandProcess>> all) {
        List<LongWork> works =
                Repetitions.all()
                        ? List.of(LongWork.CAPTION, LongWork.TRAIN)
                        : List.of(LongWork.CAPTION);
        List<Arguments> cases = new ArrayList<>();
        for (LongWork work : works) {
            for (String name : Repetitions.share(List.copyOf(all.keySet()), 3)) {
                cases.add(Arguments.of(name, all.get(name), work));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("harmlessCases")
    void whatIsHarmlessChangesNothing(
            String name, UnaryOperator<CommandProcess> spoil, LongWork work)
            throws IOException, InterruptedException {
        Path result = result(work);
        CommandProcess process = spoil.apply(CommandProcess.in(folder));
        int exitCode = process.run(work.arguments(data, result));
        // The path of the best model is printed at the end.
        boolean prints = work == LongWork.TRAIN && name.contains("output is full");
        assertEquals(prints ? 1 : 0, exitCode, process::toString);
        Talk.requireNoTrace(process.talk());
        work.requireSame(expected(work), result);
    }

    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("harmfulCases")
    void whatIsHarmfulIsSaidInALineAndLosesNothing(
            String name, UnaryOperator<CommandProcess> spoil, LongWork work)
            throws IOException, InterruptedException {
        Path result = result(work);
        CommandProcess process = spoil.apply(CommandProcess.in(folder));
        int exitCode = process.run(work.arguments(data, result));
        assertEquals(2, exitCode, process::toString);
        Talk.requireOneLineRefusal(process.talk());

        List<String> again = new ArrayList<>(work.arguments(data, result));
        if (work.resumable(result)) {
            again.add("--resume");
        }
        process = CommandProcess.in(folder);
        assertEquals(0, process.run(again), process::toString);
        work.requireSame(expected(work), result);
    }

    private Path result(LongWork work) throws IOException {
        Path result = folder.resolve("result");
        return work == LongWork.CAPTION ? Files.createDirectory(result) : result;
    }

    private static Path expected(LongWork work) {
        return work == LongWork.CAPTION ? expected : shared.resolve("trained");
    }

    @Test
    void standardOutputThatIsLostEndsTheWorkInALine() throws IOException, InterruptedException {
        List<String> caption = new ArrayList<>(LongWork.CAPTION.arguments(data, folder));
        int output = caption.indexOf("--output");
        caption.subList(output, output + 2).clear();
        List<List<String>> commands =
                List.of(
                        caption,
                        List.of("inspect", "bundle", data.model().toString()),
                        List.of("inspect", "dataset", data.data().toString()),
                        List.of("completion"));
        for (List<String> command : Repetitions.all() ? commands : commands.subList(0, 1)) {
            CommandProcess process = CommandProcess.in(folder).withStreams(">/dev/full");
            assertEquals(1, process.run(command), process::toString);
            Talk.requireNoTrace(process.talk());
            assertTrue(
                    process.talk().endsWith("its reader has ended or the disk is full\n"),
                    process.talk());
            assertFalse(process.talk().contains(PHOTOS + " photos captioned"), process.talk());
        }
    }

    @Test
    void aClosedStandardOutputNeverReachesAFile() throws IOException, InterruptedException {
        for (LongWork work :
                Repetitions.all()
                        ? List.of(LongWork.CAPTION, LongWork.TRAIN)
                        : List.of(LongWork.CAPTION)) {
            Path result = Files.createDirectories(folder.resolve("closed").resolve("" + work));
            CommandProcess process = CommandProcess.in(folder).withStreams(">&-");
            process.run(work.arguments(data, result));
            Talk.requireNoTrace(process.talk());
            work.requireSame(expected(work), result);
        }
    }

    @Test
    void whatIsWrittenFollowsTheUmask() throws IOException, InterruptedException {
        assumeTrue(Repetitions.all(), "tried with -Dcaptioner.reliability=40");
        for (String mask : List.of("022", "077", "002")) {
            Path result = folder.resolve("run" + mask);
            CommandProcess process = CommandProcess.in(folder).withShell("umask " + mask + ";");
            assertEquals(0, process.run(LongWork.TRAIN.arguments(data, result)));
            int hidden = Integer.parseInt(mask, 8);
            try (Stream<Path> files = Files.walk(result)) {
                for (Path file : files.toList()) {
                    int most = Files.isDirectory(file) ? 0777 : 0666;
                    assertEquals(
                            Integer.toOctalString(most & ~hidden), mode(file), file.toString());
                }
            }
        }
    }

    private static String mode(Path file) throws IOException {
        int mode = 0;
        String letters = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        for (int i = 0; i < letters.length(); i++) {
            mode = mode << 1 | (letters.charAt(i) == '-' ? 0 : 1);
        }
        return Integer.toOctalString(mode);
    }

    @Test
    void aRefusedRunLeavesNothingBehind() throws IOException, InterruptedException {
        Path result = folder.resolve("run");
        List<String> train = new ArrayList<>(LongWork.TRAIN.arguments(data, result));
        train.set(train.indexOf(data.encoder().toString()), folder.resolve("none").toString());
        CommandProcess process = CommandProcess.in(folder);
        assertEquals(2, process.run(train), process::toString);
        Talk.requireOneLineRefusal(process.talk());
        assertNotEquals(0, Arrays.stream(folder.toFile().list()).count());
        assertFalse(Files.exists(result));
    }
}
