package org.captioner.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Keeps control characters from a terminal, which takes some for commands: they are written as
 * {@code \x} and two hexadecimal digits. Line ends and tabs pass.
 */
final class ControlCharacters {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ControlCharacters() {}

    /** A text without them. */
    static String escaped(String text) {
        if (text.chars().noneMatch(ControlCharacters::isHarmful)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        text.chars()
                .forEach(
                        character -> {
                            if (isHarmful(character)) {
                                escaped.append("\\x").append(HEX.toHexDigits((byte) character));
                            } else {
                                escaped.append((char) character);
                            }
                        });
        return escaped.toString();
    }

    private static boolean isHarmful(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\t';
    }

    /** A stream of UTF-8 without them. */
    static OutputStream filter(OutputStream terminal) {
        return new Filter(terminal);
    }

    private static final class Filter extends FilterOutputStream {
        /** First byte of U+0080 to U+00BF, of which the first half are control characters. */
        private static final int LATIN_1_SUPPLEMENT = 0xC2;

        private boolean held;

        Filter(OutputStream terminal) {
            super(terminal);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        /** One call for one: a row reaches the system as one piece. */
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            StringBuilder safe = new StringBuilder(length);
            for (int i = offset; i < offset + length; i++) {
                int octet = Byte.toUnsignedInt(bytes[i]);
                boolean control = held ? octet < 0xA0 : isHarmful(octet) && octet < 0x80;
                if (held && !control) {
                    safe.append((char) LATIN_1_SUPPLEMENT);
                }
                held = octet == LATIN_1_SUPPLEMENT;
                if (control) {
                    safe.append("\\x").append(HEX.toHexDigits((byte) octet));
                } else if (!held) {
                    safe.append((char) octet);
                }
            }
            out.write(safe.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
    }
}
