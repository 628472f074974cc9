package org.captioner.cli.command;

/** Numbers with their nouns. */
final class Counted {
    private Counted() {}

    /** {@code 1 photo}, {@code 2 photos}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
