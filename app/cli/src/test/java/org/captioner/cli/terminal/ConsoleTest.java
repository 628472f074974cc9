package org.captioner.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.captioner.cli.terminal.Console.Verbosity;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();

    @Test
    void dataAndTalkGoToDifferentStreamsInUtf8() {
        try (Console console = new Console(data, talk, Terminal.NONE)) {
            console.data().print("ein Hündchen");
            console.advance("gelesen: Straße.jpg");
        }

        assertEquals("ein Hündchen", text(data));
        assertEquals("gelesen: Straße.jpg" + System.lineSeparator(), text(talk));
    }

    @Test
    void quietSilencesTalkButNotWarnings() {
        try (Console console = new Console(data, talk, Terminal.NONE)) {
            console.setVerbosity(Verbosity.QUIET);
            console.advance("reading");
            console.warn("b.jpg: not an image");
        }

        assertEquals("b.jpg: not an image" + System.lineSeparator(), text(talk));
    }

    @Test
    void aPipeSeesNoProgress() {
        try (Console console = new Console(data, talk, Terminal.NONE);
                ProgressBar bar = console.progress("reading", "photos", 10)) {
            bar.advance(5);
        }

        assertEquals("", text(talk));
    }

    @Test
    void aTerminalSeesProgressThatLeavesNoTrace() {
        try (Console console = new Console(data, talk, new Terminal(true, 60));
                ProgressBar bar = console.progress("reading", "photos", 10)) {
            bar.advance(5);
        }

        assertTrue(text(talk).startsWith("\rreading [##########----------] 5/10 photos"));
        assertTrue(text(talk).endsWith("\r" + " ".repeat(59) + "\r"));
    }

    @Test
    void aLineAboveTheBarDoesNotCutThroughIt() {
        try (Console console = new Console(data, talk, new Terminal(true, 60));
                ProgressBar bar = console.progress("reading", "photos", 10)) {
            bar.advance(5);
            console.warn("b.jpg: not an image");
        }

        String blank = "\r" + " ".repeat(59) + "\r";
        assertTrue(
                text(talk).contains(blank + "b.jpg: not an image" + System.lineSeparator()),
                text(talk));
    }

    @Test
    void theBarTellsRateAndTimeLeft() {
        AtomicLong clock = new AtomicLong();
        Console console = new Console(data, talk, Terminal.NONE);
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
