package org.captioner.eval.meteor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
            paths = step(best(paths), position, certain[position], candidates.at(position));
        }
        paths.forEach(Path::closeChunk);
        return best(paths).get(0).matches();
    }

    private static List<Path> step(
            List<Path> paths, int position, Match certain, List<Match> possible) {
        boolean open = certain == null && !possible.isEmpty();
        List<Path> next = open ? new ArrayList<>(paths.size() * (possible.size() + 1)) : paths;
        for (Path path : paths) {
            if (path.isReferenceUsed(position)) {
                if (position >= path.next()) {
                    path.takeReserved(certain);
                }
            } else {
                if (open) {
                    addAlternatives(next, path, possible);
                }
                path.skip();
            }
            if (open) {
                next.add(path);
            }
        }
        return next;
    }

    private static void addAlternatives(List<Path> next, Path path, List<Match> possible) {
        for (Match match : possible) {
            if (path.isFree(match)) {
                next.add(path.taking(match));
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
