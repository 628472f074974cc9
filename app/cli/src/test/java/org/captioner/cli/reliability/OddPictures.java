package org.captioner.cli.reliability;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.captioner.cli.reliability.FileDamage.Damage;

/** Pictures that nobody should have to look at, by name: whole, damaged, and none at all. */
final class OddPictures {
    /** Cut, flipped and so on are one of each format. */
    private static final List<String> DAMAGED =
            List.of(
                    "baseline.jpg",
                    "progressive.jpg",
                    "cmyk.jpg",
                    "16-bit.png",
                    "lossy.webp",
                    "lossless.webp",
                    "cmyk.tif",
                    "orientation-6.tif");

    private OddPictures() {}

    /**
     * Writes them all.
     *
     * @param fixtures a folder of sound pictures
     * @param folder to write to
     * @return how many were written
     */
    static int write(Path fixtures, Path folder) throws IOException, InterruptedException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (var sound = Files.list(fixtures)) {
            for (Path file : sound.filter(OddPictures::isPicture).sorted().toList()) {
                files.put("sound-" + file.getFileName(), Files.readAllBytes(file));
            }
        }
        addDrawn(files);
        addMade(files);
        addNames(files);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        int count = files.size();
        for (String name : DAMAGED) {
            Map<String, Damage> damages = FileDamage.toContent(name.hashCode());
            for (Map.Entry<String, Damage> damage : damages.entrySet()) {
                Path file = folder.resolve(damage.getKey() + "-" + name);
                Files.write(file, Files.readAllBytes(fixtures.resolve(name)));
                damage.getValue().apply(file);
                count++;
            }
        }
        for (Map.Entry<String, Damage> kind : FileDamage.toKind().entrySet()) {
            if (!kind.getKey().equals("missing")) {
                Path file = folder.resolve(kind.getKey() + ".jpg");
                Files.write(file, new byte[0]);
                kind.getValue().apply(file);
                // An empty folder holds no photo, whatever its name.
                count += kind.getKey().equals("a-folder") ? 0 : 1;
            }
        }
        return count;
    }

    private static boolean isPicture(Path file) {
        return file.toString().matches(".*\\.(jpg|png|tif|webp)");
    }

    /** Sound pictures of odd sizes and types. */
    private static void addDrawn(Map<String, byte[]> files) throws IOException {
        int[][] sizes = {{1, 1}, {1, 2}, {2, 1}, {30_000, 1}, {1, 30_000}, {3000, 7}, {64, 64}};
        for (int[] size : sizes) {
            for (String format : List.of("png", "jpg", "gif", "bmp")) {
                files.put(
                        "drawn-" + size[0] + "x" + size[1] + "." + format,
                        drawn(size[0], size[1], BufferedImage.TYPE_INT_RGB, format));
            }
        }
        Map<String, Integer> types =
                Map.of(
                        "grey", BufferedImage.TYPE_BYTE_GRAY,
                        "grey-16", BufferedImage.TYPE_USHORT_GRAY,
                        "binary", BufferedImage.TYPE_BYTE_BINARY,
                        "indexed", BufferedImage.TYPE_BYTE_INDEXED,
                        "alpha", BufferedImage.TYPE_INT_ARGB,
                        "alpha-4", BufferedImage.TYPE_4BYTE_ABGR);
        for (Map.Entry<String, Integer> type : types.entrySet()) {
            files.put("type-" + type.getKey() + ".png", drawn(40, 30, type.getValue(), "png"));
        }
    }

    private static byte[] drawn(int width, int height, int type, String format) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(width);
        for (int i = 0; i < 500; i++) {
            image.setRGB(random.nextInt(width), random.nextInt(height), random.nextInt());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    /** Files made by hand, most of which promise more than they hold. */
    private static void addMade(Map<String, byte[]> files) throws IOException {
        byte[] png = drawn(40, 30, BufferedImage.TYPE_INT_RGB, "png");
        byte[] jpeg = drawn(40, 30, BufferedImage.TYPE_INT_RGB, "jpg");
        byte[] gif = drawn(40, 30, BufferedImage.TYPE_INT_RGB, "gif");
        byte[] bmp = drawn(40, 30, BufferedImage.TYPE_INT_RGB, "bmp");
        for (String ending : List.of("jpg", "png", "gif", "bmp", "tif", "webp")) {
            files.put("empty." + ending, new byte[0]);
            files.put("one-byte." + ending, new byte[] {(byte) 0xFF});
            files.put("text." + ending, "not a picture\n".getBytes(StandardCharsets.UTF_8));
            files.put("png-called." + ending, png);
        }
        for (int side : new int[] {0, 50_000, 1_000_000, Integer.MAX_VALUE, -1}) {
            byte[] header = png.clone();
            ByteBuffer.wrap(header).putInt(16, side).putInt(20, side);
            CRC32 sum = new CRC32();
            sum.update(header, 12, 17);
            ByteBuffer.wrap(header).putInt(29, (int) sum.getValue());
            files.put("png-header-" + side + ".png", header);
        }
        files.put("bomb.png", bomb(png));
        for (int side : new int[] {0, 65_535}) {
            byte[] header = jpeg.clone();
            int frame = indexOf(header, (byte) 0xFF, (byte) 0xC0);
            ByteBuffer.wrap(header)
                    .putShort(frame + 5, (short) side)
                    .putShort(frame + 7, (short) side);
            files.put("jpeg-header-" + side + ".jpg", header);
            byte[] screen = gif.clone();
            ByteBuffer.wrap(screen).putShort(6, (short) side).putShort(8, (short) side);
            files.put("gif-header-" + side + ".gif", screen);
        }
        for (int side : new int[] {0, -30, 2_000_000_000, Integer.MIN_VALUE}) {
            byte[] header = bmp.clone();
            ByteBuffer.wrap(header).putInt(22, Integer.reverseBytes(side));
            files.put("bmp-height-" + side + ".bmp", header);
        }
        files.put("only-markers.jpg", new byte[] {-1, -40, -1, -39});
        files.put("fills.jpg", filled(jpeg));
        files.put("tiff-loop.tif", new byte[] {'I', 'I', 42, 0, 8, 0, 0, 0, 0, 0, 8, 0, 0, 0});
        files.put("riff-of-4-gigabytes.webp", riff());
        files.put("many-frames.gif", repeated(gif, 500));
    }

    /** Names that end up in tables, terminals and shells. */
    private static void addNames(Map<String, byte[]> files) throws IOException {
        byte[] png = drawn(8, 8, BufferedImage.TYPE_INT_RGB, "png");
        for (String name :
                List.of(
                        "a,b",
                        "a\"b",
                        "a'b",
                        "a\nb",
                        "a\tb",
                        "a\u001b[31mb",
                        "-rf",
                        "--help",
                        "=1+1",
                        "@list",
                        "$(true)",
                        "%s%n",
                        "a b",
                        "null",
                        "x".repeat(240))) {
            files.put(name + ".png", png);
        }
    }

    private static byte[] bomb(byte[] png) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write("zTXtbomb\0\0".getBytes(StandardCharsets.US_ASCII));
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(data)) {
            for (int i = 0; i < 200; i++) {
                deflated.write(new byte[1 << 20]);
            }
        }
        CRC32 sum = new CRC32();
        sum.update(data.toByteArray());
        int header = 8 + 25;
        return ByteBuffer.allocate(png.length + data.size() + 8)
                .put(png, 0, header)
                .putInt(data.size() - 4)
                .put(data.toByteArray())
                .putInt((int) sum.getValue())
                .put(png, header, png.length - header)
                .array();
    }

    /** A JPEG with two million bytes of filling before its frame. */
    private static byte[] filled(byte[] jpeg) {
        byte[] fill = new byte[2_000_000];
        Arrays.fill(fill, (byte) 0xFF);
        return ByteBuffer.allocate(jpeg.length + fill.length)
                .put(jpeg, 0, 2)
                .put(fill)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static byte[] riff() {
        byte[] bytes = new byte[64];
        ByteBuffer.wrap(bytes)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(-1)
                .put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII))
                .putInt(-1)
                .put(new byte[] {0x2F, -1, -1, -1, -1});
        return bytes;
    }

    /** The blocks of a picture behind its header, again and again. */
    private static byte[] repeated(byte[] gif, int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int header = 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1));
        out.write(gif, 0, header);
        for (int i = 0; i < times; i++) {
            out.write(gif, header, gif.length - header - 1);
        }
        out.write(';');
        return out.toByteArray();
    }

    private static int indexOf(byte[] bytes, byte first, byte second) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == first && bytes[i + 1] == second) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such marker");
    }
}
