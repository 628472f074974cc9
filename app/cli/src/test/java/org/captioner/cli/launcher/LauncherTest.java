package org.captioner.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir Path folder;
    private Path project;
    private Path jdk;
    private Path tools;

    /** What a run of the launcher left. */
    private record Run(int exitCode, String data, String talk) {}

    @BeforeEach
    void pretendAProjectAJdkAndMaven() throws IOException {
        project = folder.resolve("my project");
        Path source = project.resolve("app/cli/src/main/java/Main.java");
        Files.createDirectories(source.getParent());
        Files.createFile(source);
        Files.createFile(project.resolve("pom.xml"));
        Files.createFile(project.resolve("app/cli/pom.xml"));
        script(project.resolve("captioner"), Files.readString(Path.of("../../captioner")));

        jdk = folder.resolve("jdk 17");
        script(
                jdk.resolve("bin/java"),
                """
                #!/bin/sh
                if [ "$1" = -version ]; then echo 'openjdk version "17.0.9" 2023-10-17' >&2; exit; fi
                echo "cache=$DJL_CACHE_DIR offline=$DJL_OFFLINE locale=$LC_ALL"
                for word; do echo "<$word>"; done
                exit 7
                """);
        script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        tools = folder.resolve("tools");
        script(
                tools.resolve("mvn"),
                """
                #!/bin/sh
                echo "building quietly"
                mkdir -p "${0%/*}/../my project/app/cli/target"
                echo built >> "${0%/*}/../my project/app/cli/target/captioner.jar"
                """);
    }

    @Test
    void buildsOnFirstUseThenRunsWithTheArgumentsAndExitCodeOfJava() throws Exception {
        Run run = launch("caption", "two words", "*");

        assertEquals(7, run.exitCode(), run.talk());
        assertTrue(run.data().endsWith("<caption>\n<two words>\n<*>\n"), run.data());
        assertTrue(run.data().contains("offline=true"), run.data());
        assertTrue(run.talk().startsWith("captioner: building"), run.talk());
        assertFalse(run.data().contains("quietly"), "Maven's talk stays in its log");
    }

    @Test
    void buildsAgainOnlyAfterASourceChanged() throws Exception {
        launch("help");
        Run unchanged = launch("help");
        Files.setLastModifiedTime(
                project.resolve("app/cli/src/main/java/Main.java"),
                FileTime.from(Instant.now().plusSeconds(5)));
        Run changed = launch("help");

        assertEquals("", unchanged.talk());
        assertTrue(changed.talk().contains("building"), changed.talk());
        assertEquals(
                "built\nbuilt\n",
                Files.readString(project.resolve("app/cli/target/captioner.jar")));
    }

    @Test
    void keepsTheClassesOfASampleAndTheVersionForLaterRuns() throws Exception {
        script(
                jdk.resolve("bin/java"),
                """
                #!/bin/sh
                for word; do
                    case $word in
                        -version) echo asked >> "${0%/*}/asked"
                            echo 'openjdk version "17.0.9" 2023-10-17' >&2; exit;;
                        -XX:ArchiveClassesAtExit=*) echo classes > "${word#*=}"; exit;;
                    esac
                    echo "<$word>"
                done
                """);

        Path model = Files.createDirectories(project.resolve("data/captioner"));
        Files.writeString(model.resolve("model.json"), "{}");

        launch("help");
        Run later = launch("help");
        Run score = launch("score");

        Path target = project.toRealPath().resolve("app/cli/target");
        for (String name : List.of("launcher.jsa", "launcher-score.jsa")) {
            assertEquals("classes\n", Files.readString(target.resolve(name)));
        }
        assertTrue(later.data().contains("=" + target.resolve("launcher.jsa") + ">"), later.data());
        assertTrue(
                score.data().contains("=" + target.resolve("launcher-score.jsa") + ">"),
                score.data());
        assertEquals("asked\n", Files.readString(jdk.resolve("bin/asked")));
    }

    @Test
    void withoutAModelItKeepsTheClassesOfScoringAlone() throws Exception {
        script(
                jdk.resolve("bin/java"),
                """
                #!/bin/sh
                for word; do
                    case $word in
                        -version) echo 'openjdk version "17.0.9" 2023-10-17' >&2; exit;;
                        -XX:ArchiveClassesAtExit=*) echo classes > "${word#*=}"; exit;;
                    esac
                    echo "<$word>"
                done
                """);

        Run run = launch("help");

        assertFalse(run.data().contains("SharedArchiveFile"), run.data());
        assertTrue(Files.exists(project.resolve("app/cli/target/launcher-score.jsa")));
    }

    @Test
    void withoutKeptClassesItRunsAsWell() throws Exception {
        Run run = launch("help");

        assertEquals(7, run.exitCode(), run.talk());
        assertFalse(run.data().contains("SharedArchiveFile"), run.data());
        assertFalse(Files.exists(project.resolve("app/cli/target/launcher.jsa")));
    }

    @Test
    void aFailedBuildShowsMavensOutputAndIsTriedAgain() throws Exception {
        script(tools.resolve("mvn"), "#!/bin/sh\necho 'cannot find symbol'\nexit 1\n");

        Run first = launch("help");
        Run second = launch("help");

        assertEquals(1, first.exitCode());
        assertTrue(first.talk().contains("cannot find symbol"), first.talk());
        assertEquals("", first.data());
        assertTrue(second.talk().contains("building"), second.talk());
    }

    @Test
    void runsThroughALinkFromAnotherFolder() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path link =
                Files.createSymbolicLink(
                        bin.resolve("captioner"), Path.of("../my project/captioner"));

        Run run = run(bin, link.toString(), Map.of("JAVA_HOME", jdk.toString()), "help");

        assertEquals(7, run.exitCode(), run.talk());
        assertTrue(run.data().contains("<help>"), run.data());
    }

    @Test
    void anOldOrMissingJdkIsNamed() throws Exception {
        script(
                jdk.resolve("bin/java"),
                "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        Run old = launch("help");
        Run missing = run(folder, launcher(), Map.of("JAVA_HOME", folder.resolve("no").toString()));

        assertEquals(2, old.exitCode());
        assertTrue(old.talk().contains("is Java 11; point JAVA_HOME at a JDK 17"), old.talk());
        assertEquals(2, missing.exitCode());
        assertTrue(missing.talk().contains("has no bin/java"), missing.talk());
    }

    @Test
    void missingMavenIsNamed() throws Exception {
        Files.delete(tools.resolve("mvn"));

        Run run = launch("help");

        assertEquals(2, run.exitCode());
        assertTrue(run.talk().contains("no mvn found; install Maven"), run.talk());
    }

    @Test
    void aHomeThatCannotBeWrittenGivesTheEngineAnotherFolder() throws Exception {
        Path home = Files.createFile(folder.resolve("home is a file"));
        Map<String, String> environment =
                Map.of("JAVA_HOME", jdk.toString(), "HOME", home.toString(), "TMPDIR", "" + folder);

        Run run = run(folder, launcher(), environment, "help");

        assertTrue(
                run.data().startsWith("cache=" + folder + "/captioner-"), run.data() + run.talk());
    }

    @Test
    void aLocaleWithoutACharsetIsReplacedSoThatNamesAreKept() throws Exception {
        for (String locale : List.of("C", "POSIX", "xx_YY.UTF-8", "")) {
            Run run = run(folder, launcher(), environment("LC_ALL", locale), "help");
            assertTrue(run.data().contains("locale=C.UTF-8\n"), locale + ": " + run.data());
        }
        Run run = run(folder, launcher(), environment("LC_ALL", "C.UTF-8"), "help");
        assertTrue(run.data().contains("locale=C.UTF-8\n"), run.data());
    }

    @Test
    void withoutAHomeTheAccountsOwnIsUsedAndNothingIsMadeElsewhere() throws Exception {
        Run run = run(folder, launcher(), Map.of("JAVA_HOME", jdk.toString()), "help");

        assertEquals(7, run.exitCode(), run.talk());
        assertFalse(run.data().contains("nonexistent"), run.data());
    }

    @Test
    void temporaryFilesGoWhereTmpdirSays() throws Exception {
        Run run = run(folder, launcher(), environment("TMPDIR", folder.toString()), "help");
        Run wrong = run(folder, launcher(), environment("TMPDIR", "/does/not/exist"), "help");

        assertTrue(run.data().contains("<-Djava.io.tmpdir=" + folder + ">"), run.data());
        assertFalse(wrong.data().contains("java.io.tmpdir"), wrong.data());
    }

    @Test
    void underALimitOfAddressSpaceJavaTakesAQuarter() throws Exception {
        launch("help");
        Path limited = folder.resolve("limited");
        script(limited, "#!/bin/bash\nulimit -v $1\nshift\nexec \"$0.launcher\" \"$@\"\n");
        Files.createSymbolicLink(folder.resolve("limited.launcher"), Path.of(launcher()));

        Run enough = run(folder, limited.toString(), environment("X", ""), "4096000", "help");
        Run tooLittle = run(folder, limited.toString(), environment("X", ""), "1000000", "help");

        assertTrue(enough.data().contains("<-Xmx1000m>"), enough.data() + enough.talk());
        assertEquals(2, tooLittle.exitCode());
        assertTrue(tooLittle.talk().contains("raise it with ulimit -v"), tooLittle.talk());
        assertEquals(1, tooLittle.talk().lines().count());
    }

    @Test
    void closedStreamsAreOpenedSoThatNoFileTakesTheirPlace() throws Exception {
        launch("help");
        Files.writeString(
                jdk.resolve("bin/java"),
                """
                #!/bin/bash
                for stream in 0 1 2; do [ -e /dev/fd/$stream ] || exit 8; done
                exit 7
                """);
        for (String closed : List.of("<&-", ">&-", "2>&-", "<&- >&- 2>&-")) {
            Path closing = folder.resolve("closing");
            script(closing, "#!/bin/bash\nexec \"$0.launcher\" \"$@\" " + closed + "\n");
            Path link = folder.resolve("closing.launcher");
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, Path.of(launcher()));
            Run run = run(folder, closing.toString(), environment("X", ""), "help");
            assertEquals(7, run.exitCode(), closed + run.talk());
        }
    }

    @Test
    void aCurrentFolderThatWasRemovedIsNamed() throws Exception {
        launch("help");
        Path gone = folder.resolve("gone");
        script(
                gone,
                """
                #!/bin/bash
                mkdir $0.d
                cd $0.d
                rm -r $0.d
                exec "$0.launcher" "$@"
                """);
        Files.createSymbolicLink(folder.resolve("gone.launcher"), Path.of(launcher()));
        Run run = run(folder, gone.toString(), environment("X", ""), "help");
        assertEquals(2, run.exitCode(), run.talk());
        assertTrue(run.talk().contains("the current folder was removed"), run.talk());
    }

    private Map<String, String> environment(String name, String value) {
        return Map.of("JAVA_HOME", jdk.toString(), "HOME", folder.toString(), name, value);
    }

    private Run launch(String... arguments) throws Exception {
        Map<String, String> environment =
                Map.of("JAVA_HOME", jdk.toString(), "HOME", folder.toString());
        return run(folder, launcher(), environment, arguments);
    }

    private String launcher() {
        return project.resolve("captioner").toString();
    }

    private Run run(
            Path from, String launcher, Map<String, String> environment, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).directory(from.toFile());
        process.environment().clear();
        process.environment().put("PATH", tools + ":" + systemToolsWithoutMaven());
        process.environment().putAll(environment);
        Path data = Files.createTempFile(folder, "data", "");
        Path talk = Files.createTempFile(folder, "talk", "");
        int exitCode =
                process.redirectOutput(data.toFile())
                        .redirectError(talk.toFile())
                        .start()
                        .waitFor();
        return new Run(
                exitCode,
                Files.readString(data, StandardCharsets.UTF_8),
                Files.readString(talk, StandardCharsets.UTF_8));
    }

    /** The commands the launcher uses, one by one: this machine's Maven stays out. */
    private Path systemToolsWithoutMaven() throws IOException {
        Path links = folder.resolve("system");
        if (Files.isDirectory(links)) {
            return links;
        }
        Files.createDirectories(links);
        for (String name :
                List.of(
                        "bash",
                        "sh",
                        "env",
                        "dirname",
                        "readlink",
                        "sed",
                        "head",
                        "find",
                        "mkdir",
                        "touch",
                        "cat",
                        "mv",
                        "rm",
                        "id",
                        "flock",
                        "stty",
                        "locale",
                        "cut")) {
            for (String place : List.of("/bin", "/usr/bin")) {
                Path tool = Path.of(place, name);
                if (Files.exists(tool)) {
                    script(links.resolve(name), "#!/bin/sh\nexec " + tool + " \"$@\"\n");
                    break;
                }
            }
        }
        return links;
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
