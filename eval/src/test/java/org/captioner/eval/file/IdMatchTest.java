package org.captioner.eval.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdMatchTest {
    private static final Map<String, String> COCO_FILES =
            Map.of("9", "COCO_val2014_000000000009.jpg", "139", "COCO_val2014_000000000139.jpg");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.jpg b.jpg | a.jpg b.jpg |",
                "photos/a.jpg photos/b.jpg | a.jpg b.jpg | by file name without folder",
                "a.jpg b.jpg | x/a.jpg x/b.jpg | by file name without folder",
                "photos\\a.jpg photos\\b.jpg | a.jpg b.jpg | by file name without folder",
                "a b | a.jpg b.jpg | by file name without folder and ending",
                "v/a.png v/b.png | a.jpg b.jpg | by file name without folder and ending",
                "000000000009 000000000139 | 9 139 | by number",
                "COCO_val2014_000000000009.jpg COCO_val2014_000000000139.jpg | 9 139 | by number",
                "val2014/COCO_val2014_000000000009 val2014/COCO_val2014_000000000139 | 9 139 |"
                        + " by number",
                "9.jpg 139.jpg | 9 139 | by file name without folder and ending"
            })
    void idsOfTheSameImagesAreMatched(String captions, String references, String way) {
        IdMatch match = IdMatch.of(ids(captions), ids(references), Map.of());
        assertEquals(List.copyOf(ids(captions)), List.copyOf(match.names().keySet()));
        assertEquals(List.copyOf(ids(references)), List.copyOf(match.names().values()));
        String first = ids(captions).iterator().next();
        assertEquals(
                Optional.ofNullable(way)
                        .map(
                                text ->
                                        "images were matched "
                                                + text
                                                + ", such as "
                                                + first
                                                + " with "
                                                + ids(references).iterator().next()),
                match.remark());
    }

    @Test
    void fileNamesBesideIdsAreMatchedFirst() {
        IdMatch match =
                IdMatch.of(
                        ids("COCO_val2014_000000000139.jpg COCO_val2014_000000000009.jpg"),
                        ids("9 139"),
                        COCO_FILES);
        assertEquals(
                "images were matched by the file names that the references have beside their ids,"
                        + " such as COCO_val2014_000000000139.jpg with 139",
                match.remark().orElseThrow());
        assertEquals(
                Map.of("9", "x", "139", "y"),
                match.apply(
                        Map.of(
                                "COCO_val2014_000000000139.jpg",
                                "y",
                                "COCO_val2014_000000000009.jpg",
                                "x")));
    }

    @Test
    void aPartOfTheReferencesOrMoreCaptionsThanReferencesStillMatch() {
        assertEquals(
                Map.of("x/a.jpg", "a.jpg"),
                IdMatch.of(ids("x/a.jpg"), ids("a.jpg b.jpg"), Map.of()).names());
        assertEquals(
                Map.of("x/a.jpg", "a.jpg"),
                IdMatch.of(ids("x/a.jpg x/c.jpg"), ids("a.jpg"), Map.of()).names());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Two captions of one name: which is meant?
                "x/a.jpg y/a.jpg | a.jpg b.jpg",
                "a.jpg | x/a.jpg y/a.jpg",
                "1.jpg 1.png | 1 2",
                "x/a.jpg c.jpg | a.jpg b.jpg",
                "img1.jpg img2.jpg | 1 2"
            })
    void doubtfulOnesAreNotMatched(String captions, String references) {
        IdMatch match = IdMatch.of(ids(captions), ids(references), Map.of());
        assertEquals(Map.of(), match.names());
        assertEquals(Optional.empty(), match.remark());
    }

    @Test
    void whereSomeIdsAreEqualNoneIsRenamed() {
        Map<String, String> captions = new LinkedHashMap<>();
        captions.put("a.jpg", "x");
        captions.put("x/b.jpg", "y");
        IdMatch match = IdMatch.of(captions.keySet(), ids("a.jpg b.jpg"), Map.of());
        assertEquals(captions, match.apply(captions));
        assertEquals(Optional.empty(), match.remark());
    }

    private static Set<String> ids(String text) {
        return new LinkedHashSet<>(List.of(text.strip().split(" ")));
    }
}
