package org.captioner.eval.meteor;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A partial alignment in the beam search: which matches were taken for the reference positions so
 * far, and what the search ranks it by.
 *
 * <p>The arithmetic reproduces the original's in every digit, including what looks like slips;
 * published scores depend on it.
 */
final class Path {
    private static final int NONE = -1;
    private static final int FIELD = 21;
    private static final long WORST_MATCHES = (1L << FIELD) - 1;

    /** A taken match and the one before it. */
    private record Taken(Match match, @Nullable Taken before) {}

    // Bits of the hypothesis words, then of the reference words, that some match covers.
    private final long[] used;
    private final int referenceOffset;
    private @Nullable Taken taken;
    private int hypothesisMatches;
    private int referenceMatches;
    private int chunks;
    private int next;
    private int last = NONE;
    private int distance;

    Path(int hypothesisLength, int referenceLength) {
        this.referenceOffset = hypothesisLength;
        this.used = new long[(hypothesisLength + referenceLength + 63) >>> 6];
    }

    private Path(Path other) {
        used = other.used.clone();
        referenceOffset = other.referenceOffset;
        taken = other.taken;
        hypothesisMatches = other.hypothesisMatches;
        referenceMatches = other.referenceMatches;
        chunks = other.chunks;
        next = other.next;
        last = other.last;
        distance = other.distance;
    }

    /** Marks the words of a match that is certain, before the search reaches it. */
    void reserve(Match match) {
        mark(match.hypothesisStart(), match.hypothesisLength());
        mark(referenceOffset + match.referenceStart(), match.referenceLength());
    }

    /** Takes the match that was reserved for its position. */
    void takeReserved(Match match) {
        take(match);
        distance += match.distance();
    }

    /**
     * A copy of this path that takes the match. The distance goes to this path, not to the copy, as
     * in the original: alternatives tried later, and the skip, bear the distance of those tried
     * before.
     */
    Path taking(Match match) {
        Path copy = new Path(this);
        copy.reserve(match);
        copy.take(match);
        distance += match.distance();
        return copy;
    }

    /** What {@link #taking} would add to this path alone, where its copy is of no use. */
    void bear(Match match) {
        distance += match.distance();
    }

    /**
     * The {@link #rank} of the copy that {@link #taking} would give.
     *
     * @param closing 1 to count the chunk that the match begins or continues, else 0
     */
    long rankTaking(Match match, int closing) {
        boolean ends = last != NONE && match.hypothesisStart() != last;
        return rank(
                added(hypothesisMatches, match, match.hypothesisLength()),
                added(referenceMatches, match, match.referenceLength()),
                (ends ? chunks + 1 : chunks) + closing,
                distance);
    }

    /** Leaves the reference word at the next position unmatched. */
    void skip() {
        closeChunk();
        next++;
    }

    /** Ends the chunk that the last match began, if any. */
    void closeChunk() {
        if (last != NONE) {
            chunks++;
            last = NONE;
        }
    }

    /** The first reference position that this path has not decided. */
    int next() {
        return next;
    }

    boolean isReferenceUsed(int position) {
        return isMarked(referenceOffset + position, 1);
    }

    /** Whether none of the words of the match is used. */
    boolean isFree(Match match) {
        return !isMarked(match.hypothesisStart(), match.hypothesisLength())
                && !isMarked(referenceOffset + match.referenceStart(), match.referenceLength());
    }

    /** Smaller is better: more matched words, then fewer chunks, then a smaller distance. */
    long rank() {
        return rank(hypothesisMatches, referenceMatches, chunks, distance);
    }

    private static long rank(int inHypothesis, int inReference, int chunks, int distance) {
        long matches = WORST_MATCHES - (inHypothesis + inReference);
        return (matches << (2 * FIELD)) | ((long) chunks << FIELD) | distance;
    }

    /** The {@link #rank} after {@link #closeChunk}. */
    long closedRank() {
        int closed = last == NONE ? chunks : chunks + 1;
        return rank(hypothesisMatches, referenceMatches, closed, distance);
    }

    /** The taken matches, in the order of the reference. */
    List<Match> matches() {
        List<Match> matches = new ArrayList<>();
        for (Taken each = taken; each != null; each = each.before()) {
            matches.add(each.match());
        }
        Collections.reverse(matches);
        return matches;
    }

    private void take(Match match) {
        taken = new Taken(match, taken);
        hypothesisMatches = added(hypothesisMatches, match, match.hypothesisLength());
        referenceMatches = added(referenceMatches, match, match.referenceLength());
        if (last != NONE && match.hypothesisStart() != last) {
            chunks++;
        }
        next = match.referenceEnd();
        last = match.hypothesisEnd();
    }

    /** Whole numbers as in the original: a single stem or synonym, worth a half, adds nothing. */
    private static int added(int matches, Match match, int length) {
        return (int) (matches + length * match.module().searchWeight());
    }

    private void mark(int from, int length) {
        for (int bit = from; bit < from + length; bit++) {
            used[bit >>> 6] |= 1L << bit;
        }
    }

    private boolean isMarked(int from, int length) {
        for (int bit = from; bit < from + length; bit++) {
            if ((used[bit >>> 6] & (1L << bit)) != 0) {
                return true;
            }
        }
        return false;
    }
}
