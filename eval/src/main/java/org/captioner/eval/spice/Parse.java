package org.captioner.eval.spice;

import java.util.ArrayList;
import java.util.List;

/**
 * A parsed caption. Its text form, which the parser returns and the cache stores, is a line {@code
 * word TAB lemma TAB tag} per token, an empty line, a line {@code relation TAB governor TAB
 * dependent} per dependency; the empty text for a caption without tokens.
 *
 * @param tokens in the order of the caption; the first has position 1
 * @param dependencies between positions within the tokens
 */
record Parse(List<Token> tokens, List<Dependency> dependencies) {
    static final Parse EMPTY = new Parse(List.of(), List.of());

    private static final int FIELDS = 3;

    Parse {
        tokens = List.copyOf(tokens);
        dependencies = List.copyOf(dependencies);
        for (Dependency dependency : dependencies) {
            checkWithin(dependency.governor(), tokens.size());
            checkWithin(dependency.dependent(), tokens.size());
        }
    }

    /**
     * Reads the parser's text.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static Parse read(String text) {
        if (text.isEmpty()) {
            return EMPTY;
        }
        List<Token> tokens = new ArrayList<>();
        List<Dependency> dependencies = new ArrayList<>();
        boolean inTokens = true;
        for (String line : text.split("\n", -1)) {
            if (line.isEmpty()) {
                inTokens = false;
                continue;
            }
            String[] fields = line.split("\t", -1);
            if (fields.length != FIELDS) {
                throw new IllegalArgumentException("a parse has the malformed line " + line);
            }
            if (inTokens) {
                tokens.add(new Token(fields[0], fields[1], fields[2]));
            } else {
                dependencies.add(
                        new Dependency(fields[0], position(fields[1]), position(fields[2])));
            }
        }
        return new Parse(tokens, dependencies);
    }

    private static Position position(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return Position.of(Integer.parseInt(text));
        }
        return new Position(
                Integer.parseInt(text.substring(0, dot)),
                Integer.parseInt(text.substring(dot + 1)));
    }

    private static void checkWithin(Position position, int tokens) {
        if (position.token() < 0 || position.token() > tokens) {
            throw new IllegalArgumentException(
                    "a parse of " + tokens + " tokens refers to token " + position.token());
        }
    }
}
