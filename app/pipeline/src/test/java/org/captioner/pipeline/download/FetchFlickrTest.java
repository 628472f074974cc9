package org.captioner.pipeline.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.Split;
import org.captioner.dataset.format.DatasetReaders;
import org.captioner.dataset.format.ImageCheck;
import org.captioner.dataset.format.ReadOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flickr8k as the catalogue declares it, but three photos of our own from a server of our own. */
class FetchFlickrTest {
    @TempDir private Path folder;
    private final Map<String, byte[]> archives = new LinkedHashMap<>();
    private HttpServer server;

    @BeforeEach
    void serveArchives() throws IOException {
        archives.put("Flickr8k_text.zip", zip(text()));
        archives.put("Flickr8k_Dataset.zip", zip(photos()));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        archives.forEach(
                (name, content) ->
                        server.createContext(
                                "/" + name,
                                exchange -> {
                                    exchange.sendResponseHeaders(200, content.length);
                                    exchange.getResponseBody().write(content);
                                    exchange.close();
                                }));
        server.start();
    }

    @AfterEach
    void stopServing() {
        server.stop(0);
    }

    @Test
    void whatIsFetchedIsUnpackedAndReadAsADataset() {
        List<String> notices = new ArrayList<>();
        CatalogueItem item = item();

        List<Path> results = fetch(item, notices);

        Path dataset = folder.resolve("Flickr8k");
        assertEquals(
                List.of(dataset.resolve("Flickr8k_text"), dataset.resolve("Flicker8k_Dataset")),
                results,
                notices.toString());
        archives.keySet().forEach(name -> assertFalse(Files.exists(folder.resolve(name)), name));
        CaptionDataset read =
                DatasetReaders.read(
                        dataset, ReadOptions.defaults().withImageCheck(ImageCheck.EXISTENCE));
        assertEquals(3, read.images().size());
        assertEquals(1, read.split(Split.DEV).size());
        assertEquals(
                List.of("a dog runs .", "a brown dog"),
                read.split(Split.TRAIN).get(0).captions().subList(0, 2));

        List<Path> again = fetch(item, notices);

        assertEquals(results, again, "what is there already stays");
    }

    private List<Path> fetch(CatalogueItem item, List<String> notices) {
        ProxySelector direct = new EnvironmentProxies(Map.of(), ProxySelector.getDefault());
        DownloadListener listener =
                new DownloadListener() {
                    @Override
                    public void progress(long done, long total) {}

                    @Override
                    public void notice(String line) {
                        notices.add(line);
                    }
                };
        return new Fetch(new Downloader(DownloadPolicy.STANDARD, direct), listener)
                .fetch(item, folder);
    }

    /** The declared item at the server's address, adding up to the archives served there. */
    private CatalogueItem item() {
        CatalogueItem declared = Catalogue.declared().item("flickr8k");
        String place = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        CatalogueItem here = declared.from(FileOrigin.parse(place));
        return new CatalogueItem(
                here.name(),
                here.title(),
                here.licence(),
                here.citation(),
                here.files().stream()
                        .map(file -> file.withChecksum(sha256(archives.get(file.name()))))
                        .toList());
    }

    private static Checksum sha256(byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Checksum.sha256(HexFormat.of().formatHex(digest.digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, byte[]> text() {
        StringBuilder captions = new StringBuilder();
        String[] sentences = {"a dog runs .", "a brown dog", "dog", "one dog", "the dog runs"};
        for (String photo : List.of("1_a.jpg", "2_b.jpg", "3_c.jpg")) {
            for (int i = 0; i < sentences.length; i++) {
                captions.append(photo + "#" + i + "\t" + sentences[i] + "\n");
            }
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("Flickr8k.token.txt", ascii(captions.toString()));
        files.put("Flickr_8k.trainImages.txt", ascii("1_a.jpg\n"));
        files.put("Flickr_8k.devImages.txt", ascii("2_b.jpg\n"));
        files.put("Flickr_8k.testImages.txt", ascii("3_c.jpg\n"));
        files.put("__MACOSX/._Flickr8k.token.txt", ascii("fork"));
        return files;
    }

    private static Map<String, byte[]> photos() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String photo : List.of("1_a.jpg", "2_b.jpg", "3_c.jpg")) {
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB), "jpg", jpeg);
            files.put("Flicker8k_Dataset/" + photo, jpeg.toByteArray());
            files.put("__MACOSX/Flicker8k_Dataset/._" + photo, ascii("fork"));
        }
        return files;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
