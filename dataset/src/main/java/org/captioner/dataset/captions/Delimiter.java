package org.captioner.dataset.captions;

import java.util.List;
import org.apache.commons.csv.CSVFormat;

/** What separates the cells of a table, and how cells that contain it are written. */
public enum Delimiter {
    /** RFC 4180: quotes around cells with commas, quotes or line ends; quotes inside doubled. */
    COMMA(',', "quote captions that contain commas"),

    /** As with commas; what spreadsheets write where the comma is the decimal mark. */
    SEMICOLON(';', "quote captions that contain semicolons"),

    /**
     * IANA text/tab-separated-values: a cell has neither tab nor line end, and a quote is a quote;
     * but quotes around a whole cell, as spreadsheets write them, are not part of it.
     */
    TAB('\t', "separate cells by one tab, none in a caption") {
        @Override
        CSVFormat format() {
            return super.format().builder().setQuote(null).get();
        }

        @Override
        List<String> cells(List<String> raw) {
            return raw.stream().map(Delimiter::withoutQuotes).toList();
        }
    },

    /** As in Flickr30k's {@code results.csv}: bars with blanks around them, no quotes. */
    BAR('|', "separate cells by one bar, none in a caption") {
        @Override
        CSVFormat format() {
            return super.format().builder().setQuote(null).get();
        }

        @Override
        List<String> cells(List<String> raw) {
            return raw.stream().map(String::strip).toList();
        }
    };

    private final char character;
    private final String remedy;

    Delimiter(char character, String remedy) {
        this.character = character;
        this.remedy = remedy;
    }

    CSVFormat format() {
        return CSVFormat.RFC4180.builder().setDelimiter(character).setIgnoreEmptyLines(false).get();
    }

    /** What to do about a row with a wrong number of cells. */
    String remedy() {
        return remedy;
    }

    /** The cells that a row means, of those that its delimiters separate. */
    List<String> cells(List<String> raw) {
        return raw;
    }

    /** Without the quotes around a whole cell, if those inside are doubled. */
    private static String withoutQuotes(String cell) {
        if (cell.length() < 2 || !cell.startsWith("\"") || !cell.endsWith("\"")) {
            return cell;
        }
        String inside = cell.substring(1, cell.length() - 1);
        return inside.replace("\"\"", "").contains("\"") ? cell : inside.replace("\"\"", "\"");
    }
}
