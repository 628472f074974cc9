package org.captioner.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.captioner.cli.terminal.Console.Verbosity;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class ConsoleTest {
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void dataAndLogsGoToDifferentStreamsInUtf8() {
        try (Console console = new Console(data, errors, Terminal.NONE)) {
            console.data().print("ein Hündchen");
            console.log("gelesen: Straße.jpg");
        }

        assertEquals("ein Hündchen", text(data));
        assertEquals("gelesen: Straße.jpg" + System.lineSeparator(), text(errors));
    }

    @Test
    void quietSilencesLogsButNotWarnings() {
        try (Console console = new Console(data, errors, Terminal.NONE)) {
            console.setVerbosity(Verbosity.QUIET);
            console.log("reading");
            console.warn("b.jpg: not an image");
        }

        assertEquals("b.jpg: not an image" + System.lineSeparator(), text(errors));
    }

    @Test
    void aFileGetsALineEveryFivePercentOrThirtySeconds() {
        AtomicLong clock = new AtomicLong();
        Console console = new Console(data, errors, Terminal.NONE);
        try (ProgressBar bar = console.progress("encoding", "photos", 1000, clock::get)) {
            for (int second = 1; second <= 100; second++) {
                clock.addAndGet(1_000_000_000L);
                // Fast at first, then slow.
                bar.advance(second <= 20 ? 40 : 1);
            }
        }

        assertEquals(
                List.of(
                        "encoding 200/1000 photos 40.0/s 0:20 left",
                        "encoding 400/1000 photos 40.0/s 0:15 left",
                        "encoding 600/1000 photos 40.0/s 0:10 left",
                        "encoding 800/1000 photos 40.0/s 0:05 left",
                        "encoding 830/1000 photos 16.6/s 0:10 left",
                        "encoding 860/1000 photos 10.8/s 0:13 left"),
                text(errors).lines().toList());
    }

    @Test
    void whatAnEarlierProcessDidCountsNeitherForTheRateNorForTheTimeLeft() {
        AtomicLong clock = new AtomicLong();
        Console console = new Console(data, errors, Terminal.NONE);

        try (ProgressBar bar = console.progress("epoch 1/1", "captions", 1000, clock::get)) {
            clock.addAndGet(7_000_000_000L);
            bar.startAt(500);
            bar.update(500, "loss 3");
            for (int second = 1; second <= 10; second++) {
                clock.addAndGet(1_000_000_000L);
                bar.update(500 + 10 * second, "loss 3");
            }
        }

        assertEquals(
                List.of(
                        "epoch 1/1 550/1000 captions 10.0/s 0:45 left loss 3",
                        "epoch 1/1 600/1000 captions 10.0/s 0:40 left loss 3"),
                text(errors).lines().toList());
    }

    @Test
    void aSmallerNumberStartsSomethingNewSuchAsTheNextFile() {
        AtomicLong clock = new AtomicLong();
        Console console = new Console(data, errors, Terminal.NONE);

        try (ProgressBar bar = console.progress("fetching", "MB", 0, clock::get)) {
            bar.startAt(900);
            clock.addAndGet(60_000_000_000L);
            bar.updateOf(1000, 1000);
            bar.updateOf(0, 300);
            clock.addAndGet(10_000_000_000L);
            bar.updateOf(100, 300);
        }

        assertEquals(
                List.of("fetching 1000/1000 MB 1.7/s", "fetching 100/300 MB 10.0/s 0:20 left"),
                text(errors).lines().toList());
    }

    @Test
    void quietSilencesProgressInAFileToo() {
        AtomicLong clock = new AtomicLong();
        Console console = new Console(data, errors, Terminal.NONE);
        console.setVerbosity(Verbosity.QUIET);
        try (ProgressBar bar = console.progress("encoding", "photos", 10, clock::get)) {
            clock.set(60_000_000_000L);
            bar.advance(5);
        }

        assertEquals("", text(errors));
    }

    @Test
    void controlCharactersOfALineAreShownNotObeyed() {
        try (Console console = new Console(data, errors, Terminal.NONE)) {
            console.warn("a\u001B[2Jb\u009B.jpg:\tnot a picture\r");
        }

        assertEquals(
                "a\\x1B[2Jb\\x9B.jpg:\tnot a picture\\x0D" + System.lineSeparator(), text(errors));
    }

    @Test
    void controlCharactersOfDataDoNotReachATerminal() throws IOException {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        try (OutputStream filter = ControlCharacters.filter(screen)) {
            filter.write("a\u001B]0;b\u0007,ü\u009B\u00A9日😀\n".getBytes(StandardCharsets.UTF_8));
        }

        assertEquals("a\\x1B]0;b\\x07,ü\\x9B©日😀\n", text(screen));
    }

    @Test
    void aTerminalSeesProgressThatLeavesNoTrace() {
        try (Console console = new Console(data, errors, new Terminal(true, 60));
                ProgressBar bar = console.progress("reading", "photos", 10)) {
            bar.advance(5);
        }

        assertTrue(text(errors).startsWith("\rreading [##########----------] 5/10 photos"));
        assertTrue(text(errors).endsWith("\r" + " ".repeat(59) + "\r"));
    }

    @Test
    void aLineAboveTheBarDoesNotCutThroughIt() {
        try (Console console = new Console(data, errors, new Terminal(true, 60));
                ProgressBar bar = console.progress("reading", "photos", 10)) {
            bar.advance(5);
            console.warn("b.jpg: not an image");
        }

        String blank = "\r" + " ".repeat(59) + "\r";
        assertTrue(
                text(errors).contains(blank + "b.jpg: not an image" + System.lineSeparator()),
                text(errors));
    }

    @Test
    void theBarTellsRateAndTimeLeft() {
        AtomicLong clock = new AtomicLong();
        Console console = new Console(data, errors, Terminal.NONE);
        ProgressBar bar = new ProgressBar(console, "encoding", "photos", 400, clock::get);
        clock.set(10_000_000_000L);
        bar.update(100, "loss 2.3");

        assertEquals(
                "encoding [#####---------------] 100/400 photos 10.0/s 0:30 left loss 2.3",
                bar.line());
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
