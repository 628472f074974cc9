package org.captioner.cli.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code NOTICE} against the libraries that the program ships. */
class NoticeTest {
    /** {@code NAME-VERSION[-CLASSIFIER].jar}: the version starts with a digit. */
    private static final Pattern VERSION = Pattern.compile("-\\d.*\\.jar$");

    /** An indented row of the table: artifacts, separated by commas, then at least two blanks. */
    private static final Pattern ROW = Pattern.compile("^  ([a-z][\\w, -]*?) {2,}\\S.*$");

    @Test
    void everyLibraryThatShipsIsNamedInNoticeAndNoOther() throws IOException {
        assertEquals(shipped(), noticed(), "artifacts in the runtime class path and in NOTICE");
    }

    private static Set<String> shipped() throws IOException {
        String classPath = Files.readString(Path.of("target", "shipped.classpath")).strip();
        Set<String> artifacts = new TreeSet<>();
        Arrays.stream(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).getFileName().toString())
                .filter(file -> file.endsWith(".jar") && !file.startsWith("captioner-"))
                .forEach(file -> artifacts.add(VERSION.matcher(file).replaceFirst("")));
        return artifacts;
    }

    private static Set<String> noticed() throws IOException {
        Set<String> artifacts = new TreeSet<>();
        Files.readAllLines(Path.of("..", "..", "NOTICE")).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .forEach(row -> artifacts.addAll(Arrays.asList(row.group(1).split(", "))));
        return artifacts;
    }
}
