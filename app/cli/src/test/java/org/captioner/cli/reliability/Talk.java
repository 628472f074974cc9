package org.captioner.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;

/** What a command may say when something is wrong. */
final class Talk {
    /** Words of the program rather than of a person. */
    private static final Pattern PROGRAM =
            Pattern.compile(
                    "^\\s+at |\\tat |this is a bug|NullPointer|IllegalState|EngineException"
                            + "|org\\.captioner|ai\\.djl|java\\.lang",
                    Pattern.MULTILINE);

    private Talk() {}

    /** Requires that nothing reads like a bug. */
    static void requireNoTrace(String talk) {
        assertFalse(PROGRAM.matcher(talk).find(), talk);
    }

    /** Requires a refusal in one line, beneath lines of progress. */
    static void requireOneLineRefusal(String talk) {
        requireNoTrace(talk);
        List<String> refusals = talk.lines().filter(line -> line.startsWith("captioner")).toList();
        assertEquals(1, refusals.size(), talk);
        assertTrue(talk.endsWith(refusals.get(0) + "\n"), talk);
    }
}
