package org.captioner.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private final TextTable table =
            new TextTable(
                    List.of("decoder", "captions/s"),
                    1,
                    List.of(List.of("lstm", "1234.5"), List.of("transformer", "7")));

    @Test
    void wordsAlignToTheLeftAndNumbersToTheRight() {
        assertEquals(
                """
                decoder      captions/s
                lstm             1234.5
                transformer           7
                """,
                table.text());
    }

    @Test
    void markdownMarksNumbersAsAlignedToTheRight() {
        assertEquals(
                """
                | decoder | captions/s |
                | --- | ---: |
                | lstm | 1234.5 |
                | transformer | 7 |
                """,
                table.markdown());
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        List<List<String>> rows = List.of(List.of("only one"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TextTable(List.of("two", "columns"), 1, rows));
    }
}
