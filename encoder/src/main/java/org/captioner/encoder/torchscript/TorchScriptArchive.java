package org.captioner.encoder.torchscript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the archive that {@code torch.jit.load} reads: a zip of program text and two pickles.
 *
 * <p>The module has no parameters and one attribute, {@code training}, which the engine sets before
 * calls. Layout, as <a
 * href="https://github.com/pytorch/pytorch/blob/main/torch/csrc/jit/docs/serialization.md">described
 * by PyTorch</a>:
 *
 * <pre>
 * module/version                the archive's format
 * module/byteorder
 * module/data.pkl               the object: its class and its attribute
 * module/constants.pkl          an empty tuple
 * module/code/__torch__.py      the class
 * </pre>
 */
final class TorchScriptArchive {
    /** The class the methods belong to; {@code self} is annotated with it. */
    static final String CLASS = "__torch__.Written";

    private static final String FOLDER = "module/";

    /** The oldest format with code as text; every later reader takes it. */
    private static final String FORMAT = "3\n";

    private static final String HEADER =
            """
            class Written(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    /** Pickle, protocol 2: {@code Written()} with the state {@code {"training": True}}. */
    private static final byte[] OBJECT =
            latin("\u0080\u0002c__torch__\nWritten\n)\u0081}X\b\0\0\0training\u0088sb.");

    /** Pickle, protocol 2: {@code ()}. */
    private static final byte[] EMPTY_TUPLE = latin("\u0080\u0002).");

    private TorchScriptArchive() {}

    /**
     * The archive of a module with the given methods.
     *
     * @param methods in TorchScript's serialised form, indented by two spaces: operators are
     *     spelled {@code torch.relu(x)}, types and devices as numbers
     */
    static byte[] of(String methods) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            // The reader maps entries as they lie in the file; it refuses compressed ones.
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "data.pkl", OBJECT);
            put(zip, "code/__torch__.py", (HEADER + methods).getBytes(StandardCharsets.UTF_8));
            put(zip, "constants.pkl", EMPTY_TUPLE);
            put(zip, "version", latin(FORMAT));
            put(zip, "byteorder", latin("little"));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(FOLDER + name);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        entry.setTime(0); // The same text gives the same bytes.
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
