package org.captioner.app.command;

/** Numbers with their nouns. */
final class Words {
    private Words() {}

    /** {@code 1 photo}, {@code 2 photos}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
