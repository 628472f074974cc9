package org.captioner.dataset.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class IndefiniteArticleTest {
    @Test
    void theSoundOfTheNextWordDecides() {
        for (String word :
                List.of(
                        "orange",
                        "older",
                        "umbrella",
                        "hour",
                        "honest",
                        "uninterested",
                        "onlooker",
                        "unseen",
                        "oriental",
                        "upside-down",
                        "urban",
                        "usher",
                        "ear")) {
            assertEquals(List.of("an", word), IndefiniteArticle.corrected(List.of("a", word)));
            assertEquals(List.of("an", word), IndefiniteArticle.corrected(List.of("an", word)));
        }
        for (String word :
                List.of(
                        "dog",
                        "unicycle",
                        "uniformed",
                        "university",
                        "european",
                        "one-armed",
                        "used",
                        "house",
                        "hockey",
                        "utensil",
                        "yellow",
                        "usual",
                        "ewe")) {
            assertEquals(List.of("a", word), IndefiniteArticle.corrected(List.of("a", word)));
            assertEquals(List.of("a", word), IndefiniteArticle.corrected(List.of("an", word)));
        }
    }

    @Test
    void wordsThatLeaveADoubtTakeEither() {
        for (String word : List.of("suv", "mtv", "b", "8", "of", "and", "x-ray", "''", "-lrb-")) {
            for (String article : List.of("a", "an")) {
                List<String> words = List.of(article, word);
                assertEquals(words, IndefiniteArticle.corrected(words));
            }
        }
    }

    @Test
    void onlyArticlesChange() {
        assertEquals(
                List.of("an", "old", "man", "and", "a", "dog", "in", "an", "orange", "hat", "a"),
                IndefiniteArticle.corrected(
                        List.of(
                                "a", "old", "man", "and", "an", "dog", "in", "a", "orange", "hat",
                                "a")));
        assertEquals(List.of(), IndefiniteArticle.corrected(List.of()));
    }
}
