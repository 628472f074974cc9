package org.captioner.decoder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LengthGroupsTest {
    @Test
    void sentencesOfOneLengthStayTogether() {
        assertEquals(List.of(repeated(64, 20)), lengths(repeated(64, 20), 2));
    }

    @Test
    void shortOnesAreSplitFromLongOnesWhereThatSavesMoreThanItCosts() {
        List<Integer> mixed = joined(repeated(32, 8), repeated(32, 20));
        assertEquals(List.of(repeated(32, 8), repeated(32, 20)), lengths(mixed, 2));
        // A group of its own would cost 12 x 19 and save 32 x 1.
        List<Integer> alike = joined(repeated(32, 19), repeated(32, 20));
        assertEquals(List.of(alike), lengths(alike, 2));
    }

    @Test
    void noMoreGroupsThanAllowed() {
        List<Integer> mixed = joined(repeated(40, 5), joined(repeated(40, 12), repeated(40, 25)));
        assertEquals(3, lengths(mixed, 9).size());
        assertEquals(2, lengths(mixed, 2).size());
        assertEquals(1, lengths(mixed, 1).size());
    }

    @Property(tries = 200)
    void nothingIsLostAndNoCutIntoTwoIsCheaper(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 30) Integer> lengths) {
        List<List<Integer>> groups = lengths(lengths, 2);
        List<Integer> sorted = new ArrayList<>(lengths);
        Collections.sort(sorted);
        assertEquals(sorted, groups.stream().flatMap(List::stream).toList());
        long cheapest =
                IntStream.range(0, sorted.size())
                        .mapToLong(
                                cut ->
                                        cost(sorted.subList(0, cut))
                                                + cost(sorted.subList(cut, sorted.size())))
                        .min()
                        .orElseThrow();
        assertEquals(cheapest, groups.stream().mapToLong(LengthGroupsTest::cost).sum());
        assertTrue(groups.stream().noneMatch(List::isEmpty));
    }

    private static long cost(List<Integer> sorted) {
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() - 1) * (sorted.size() + 12L);
    }

    private static List<List<Integer>> lengths(List<Integer> lengths, int most) {
        List<WeightedCaption> sentences =
                lengths.stream()
                        .map(length -> new WeightedCaption(0, Collections.nCopies(length, 5), 1))
                        .toList();
        return LengthGroups.of(sentences, most).stream()
                .map(group -> group.stream().map(each -> each.words().size()).toList())
                .toList();
    }

    private static List<Integer> repeated(int times, int length) {
        return Collections.nCopies(times, length);
    }

    private static List<Integer> joined(List<Integer> first, List<Integer> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
