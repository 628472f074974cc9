package org.captioner.encoder.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the records of a file begin and which ids they carry, without their grids.
 *
 * @param records in the order of the file
 * @param end one past the last whole record; a torn one may follow
 */
record StoreIndex(List<Entry> records, long end) {
    /** One record: its id, its first byte, and the bytes before its grid. */
    record Entry(String id, long position, int gridOffset, int checksum) {
        long gridPosition() {
            return position + gridOffset;
        }
    }

    /** Reads record after record until the file ends or what follows is no whole record. */
    static StoreIndex scan(FileChannel channel, StoreFormat.Header header) throws IOException {
        List<Entry> records = new ArrayList<>();
        long size = channel.size();
        long position = header.end();
        ByteBuffer prefix = StoreFormat.buffer(StoreFormat.RECORD_PREFIX);
        while (position + StoreFormat.RECORD_PREFIX <= size) {
            prefix.clear();
            StoreFormat.readFully(channel, prefix, position);
            prefix.flip();
            int mark = prefix.getInt();
            int idLength = prefix.getInt();
            int checksum = prefix.getInt();
            if (mark != StoreFormat.RECORD_MARK
                    || idLength < 1
                    || idLength > StoreFormat.LONGEST_ID) {
                break;
            }
            long length = StoreFormat.recordLength(idLength, header.key());
            if (position + length > size) {
                break;
            }
            String id = readId(channel, position + StoreFormat.RECORD_PREFIX, idLength);
            records.add(new Entry(id, position, StoreFormat.gridOffset(idLength), checksum));
            position += length;
        }
        return new StoreIndex(List.copyOf(records), position);
    }

    /** The id, or an unprintable one for bytes that are no text; its checksum will not match. */
    private static String readId(FileChannel channel, long position, int length)
            throws IOException {
        ByteBuffer bytes = StoreFormat.buffer(length);
        StoreFormat.readFully(channel, bytes, position);
        try {
            CharBuffer id =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(bytes.flip());
            return id.toString();
        } catch (CharacterCodingException e) {
            return "\0damaged at byte " + position;
        }
    }
}
