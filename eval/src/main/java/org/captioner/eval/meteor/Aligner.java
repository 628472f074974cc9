package org.captioner.eval.meteor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among the possible matches: a beam search over reference positions for the alignment with
 * the most matched words, then the fewest chunks, then the smallest distances (Denkowski and Lavie,
 * "Meteor universal", WMT 2014, section 2).
 */
final class Aligner {
    private static final int BEAM = 40;
    private static final Comparator<Path> BEST_FIRST = Comparator.comparingLong(Path::rank);

    private Aligner() {}

    /** The chosen matches, in the order of the reference. */
    static List<Match> align(Candidates candidates) {
        int length = candidates.reference().length();
        Match[] certain = new Match[length];
        Path start = new Path(candidates.hypothesis().length(), length);
        for (int position = 0; position < length; position++) {
            if (candidates.isCertain(position)) {
                certain[position] = candidates.at(position).get(0);
                start.reserve(certain[position]);
            }
        }
        List<Path> paths = List.of(start);
        for (int position = 0; position < length; position++) {
            Stage stage = position == length - 1 ? Stage.LAST : Stage.INNER;
            paths = step(best(paths), position, certain[position], candidates.at(position), stage);
        }
        paths.forEach(Path::closeChunk);
        return best(paths).get(0).matches();
    }

    private static List<Path> step(
            List<Path> paths,
            int position,
            @Nullable Match certain,
            List<Match> possible,
            Stage stage) {
        if (certain != null || possible.isEmpty()) {
            for (Path path : paths) {
                decide(path, position, certain);
            }
            return paths;
        }
        Beam next = new Beam(stage);
        for (Path path : paths) {
            if (!path.isReferenceUsed(position)) {
                for (Match match : possible) {
                    if (path.isFree(match)) {
                        next.offer(path, match);
                    }
                }
            }
            decide(path, position, certain);
            next.offer(path);
        }
        return next.paths;
    }

    /** Takes the certain match of a position, or leaves its word unmatched. */
    private static void decide(Path path, int position, @Nullable Match certain) {
        if (!path.isReferenceUsed(position)) {
            path.skip();
        } else if (position >= path.next()) {
            path.takeReserved(Objects.requireNonNull(certain, "certain"));
        }
    }

    /** Whether positions follow; after the last one every chunk is closed before paths compare. */
    private enum Stage {
        INNER,
        LAST
    }

    /**
     * The best paths of those offered, best first, and of equal ones the first: what sorting all of
     * them and cutting would leave, without a copy for each, which a caption of thousands of equal
     * words has millions of.
     */
    private static final class Beam {
        private final Stage stage;
        private final List<Path> paths = new ArrayList<>(BEAM + 1);
        private final long[] ranks = new long[BEAM + 1];

        Beam(Stage stage) {
            this.stage = stage;
        }

        /** Offers a copy of a path that takes the match. */
        void offer(Path path, Match match) {
            long rank = path.rankTaking(match, stage == Stage.LAST ? 1 : 0);
            if (paths.size() == BEAM && rank >= ranks[BEAM - 1]) {
                path.bear(match);
            } else {
                insert(path.taking(match), rank);
            }
        }

        /**
         * Offers the path itself, which has just left a word unmatched or took a reserved match.
         */
        void offer(Path path) {
            long rank = stage == Stage.LAST ? path.closedRank() : path.rank();
            if (paths.size() < BEAM || rank < ranks[BEAM - 1]) {
                insert(path, rank);
            }
        }

        private void insert(Path path, long rank) {
            int place = paths.size();
            while (place > 0 && ranks[place - 1] > rank) {
                ranks[place] = ranks[place - 1];
                place--;
            }
            ranks[place] = rank;
            paths.add(place, path);
            if (paths.size() > BEAM) {
                paths.remove(BEAM);
            }
        }
    }

    /** The best paths, best first; the list is sorted in place and cut. */
    private static List<Path> best(List<Path> paths) {
        if (paths.size() > 1) {
            paths.sort(BEST_FIRST);
        }
        return paths.size() > BEAM ? paths.subList(0, BEAM) : paths;
    }
}
