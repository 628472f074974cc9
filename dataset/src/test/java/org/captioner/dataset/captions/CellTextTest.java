package org.captioner.dataset.captions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellTextTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "=1+1, '=1+1",
                "@SUM(A1), '@SUM(A1)",
                "-a dog, '-a dog",
                "+, '+",
                "'=x, ''=x",
                "-12.5e3, -12.5e3",
                "'tis a dog, 'tis a dog",
                "a = b, a = b"
            })
    void aFormulaIsWrittenBehindAnApostrophe(String text, String cell) {
        assertEquals(cell, CellText.escaped(text));
        assertEquals(text, CellText.plain(cell));
    }

    @Property(tries = 300)
    void everyTextComesBackAndNoneIsAFormula(
            @ForAll
                    @Chars({'\'', '=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', '|', '1'})
                    @CharRange(from = 'a', to = 'c')
                    String text) {
        String cell = CellText.escaped(text);
        assertEquals(text, CellText.plain(cell));
        assertFalse(cell.matches("(?s)[=@\\t\\r].*"), cell);

        List<String> read = new ArrayList<>();
        CaptionFileReader.read(
                Path.of("x.csv"),
                CellText.row("image", "caption") + CellText.row("a" + text, text),
                entry -> {
                    read.add(entry.image());
                    read.addAll(entry.captions());
                });
        assertEquals(List.of("a" + text, text), read);
    }
}
