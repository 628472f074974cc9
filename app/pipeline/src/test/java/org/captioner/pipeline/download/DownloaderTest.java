package org.captioner.pipeline.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.captioner.dataset.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

class DownloaderTest {
    private static final int SIZE = 300_000;

    @TempDir Path folder;
    private final List<String> notices = new ArrayList<>();
    private byte[] content;
    private FileServer server;
    private Path target;
    private Path part;

    @BeforeEach
    void serveAFile() {
        content = new byte[SIZE];
        new Random(1).nextBytes(content);
        server = new FileServer(content);
        target = folder.resolve("file.bin");
        part = folder.resolve("file.bin.part");
    }

    @AfterEach
    void stopServing() {
        server.close();
    }

    @Test
    void aFileArrivesWholeAndLeavesNothingElse() throws Exception {
        assertEquals(Downloader.Outcome.FETCHED, fetch(checksum()));

        assertArrived();
    }

    @Test
    void aCutConnectionIsTriedAgainFromWhereItBroke() throws Exception {
        server.cuts.set(2);

        fetch(checksum());

        assertArrived();
        assertEquals(
                List.of("whole", "bytes=150000-", "bytes=225000-"),
                server.ranges(),
                notices.toString());
    }

    @Test
    void aSilentServerIsGivenUpAndAskedForTheRest() throws Exception {
        server.stalls.set(1);

        fetch(checksum());

        assertArrived();
        assertEquals(List.of("whole", "bytes=150000-"), server.ranges());
        assertTrue(notices.get(0).contains("no data for"), notices.toString());
    }

    @Test
    void anEndlesslyBrokenLineKeepsThePartFromWhichTheNextRunGoesOn() throws Exception {
        server.cuts.set(1);
        server.knowsRanges = false;
        String refused = refusal(server.address("/file"), checksum(), patience(1));

        assertTrue(refused.contains("run the same command again"), refused);
        assertFalse(Files.exists(target));
        assertEquals(SIZE / 2, Files.size(part));

        server.knowsRanges = true;
        fetch(checksum());
        assertArrived();
        assertEquals(List.of("whole", "bytes=150000-"), server.ranges());
    }

    @Test
    void aServerWithoutRangesSendsTheFileAnew() throws Exception {
        server.cuts.set(1);
        server.knowsRanges = false;

        fetch(checksum());

        assertArrived();
        assertEquals(2, server.ranges().size());
    }

    @Test
    void aFileThatChangedInBetweenIsFetchedAnew() throws Exception {
        server.cuts.set(1);
        refusal(server.address("/file"), Optional.empty(), patience(1));
        new Random(2).nextBytes(content);
        server.tag = "\"two\"";

        fetch(Optional.empty());

        assertArrived();
    }

    @Test
    void withoutAValidatorOldBytesAreMendedByTheChecksum() throws Exception {
        server.tag = null;
        server.cuts.set(1);
        refusal(server.address("/file"), checksum(), patience(1));
        new Random(2).nextBytes(content);

        fetch(checksum());

        assertArrived();
        assertEquals(List.of("whole", "bytes=150000-", "whole"), server.ranges());
    }

    @Test
    void withoutAValidatorAndAChecksumOldBytesAreNotTrusted() throws Exception {
        server.tag = null;
        server.cuts.set(1);

        fetch(Optional.empty());

        assertArrived();
        assertEquals(List.of("whole", "whole"), server.ranges());
    }

    @Test
    void aPartThatIsCompleteAlreadyIsOnlyChecked() throws Exception {
        Files.write(part, content);
        Files.writeString(
                folder.resolve("file.bin.part.source"), server.address("/file") + "\n\"one\"\n");

        fetch(checksum());

        assertArrived();
        assertEquals(List.of("bytes=300000-"), server.ranges());
    }

    @Test
    void aWrongChecksumLeavesNoFile() {
        Optional<Checksum> other = Optional.of(Checksum.sha256("0".repeat(64)));

        String refused = refusal(server.address("/file"), other, patience(3));

        assertTrue(refused.contains("SHA-256 0000"), refused);
        assertFalse(Files.exists(target));
        assertFalse(Files.exists(part));
    }

    @Test
    void theChecksumThatTheSourceStatesCountsWhereNoneIsDeclared() {
        server.stated = "\"" + "1".repeat(64) + "\"";

        String refused = refusal(server.address("/moved"), Optional.empty(), patience(3));

        assertTrue(refused.contains("SHA-256 1111"), refused);
        assertFalse(Files.exists(target));
    }

    @Test
    void anotherSizeThanDeclaredIsRefusedBeforeTheBody() {
        DownloadRequest request =
                new DownloadRequest(
                        server.address("/file"),
                        target,
                        OptionalLong.of(7),
                        Optional.empty(),
                        file -> {});

        String refused = refusal(request, patience(3));

        assertTrue(refused.contains("offers 300000 bytes, where 7 are declared"), refused);
        assertFalse(Files.exists(part));
    }

    @Test
    void contentOfTheWrongKindIsThrownAway() {
        DownloadRequest request =
                new DownloadRequest(
                        server.address("/file"),
                        target,
                        OptionalLong.empty(),
                        Optional.empty(),
                        file -> {
                            throw new InputException("no weights");
                        });

        assertEquals("no weights", refusal(request, patience(3)));
        assertFalse(Files.exists(target));
        assertFalse(Files.exists(part));
    }

    @Test
    void aFileThatIsThereWithTheRightChecksumIsNotFetched() throws Exception {
        Files.write(target, content);

        assertEquals(Downloader.Outcome.ALREADY_THERE, fetch(checksum()));
        assertEquals(List.of(), server.ranges());
    }

    @Test
    void anotherFileOfThatNameIsLeftAlone() throws Exception {
        Files.writeString(target, "precious");

        String refused = refusal(server.address("/file"), checksum(), patience(1));

        assertTrue(refused.contains("move it away"), refused);
        assertEquals("precious", Files.readString(target));
    }

    @Test
    void redirectsAreFollowedButNotInCircles() throws Exception {
        String refused = refusal(server.address("/circle"), Optional.empty(), patience(1));
        download(server.address("/moved"), checksum(), patience(1));

        assertTrue(refused.contains("more than 5 redirects"), refused);
        assertArrived();
    }

    @Test
    void aBusyServerIsAskedAgainAMissingFileIsNot() throws Exception {
        server.busy.set(1);
        fetch(checksum());
        String refused = refusalOf(folder.resolve("other"), server.address("/nothing"));

        assertArrived();
        assertTrue(notices.get(0).contains("503"), notices.toString());
        assertTrue(refused.contains("HTTP 404, not found"), refused);
        assertEquals(1, notices.size(), notices.toString());
    }

    @Test
    void withoutANetworkTheMessageSaysWhatToTry() {
        URI nobody = server.address("/file");
        server.close();

        String refused = refusal(nobody, Optional.empty(), patience(2));

        assertTrue(refused.contains("no connection, 2 times; check the network"), refused);
        assertFalse(Files.exists(part));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsNamedAndNotTriedAgain() throws Exception {
        Files.createSymbolicLink(part, Path.of("/dev/full"));

        String refused = refusal(server.address("/file"), Optional.empty(), patience(3));

        assertTrue(refused.contains("No space left on device"), refused);
        assertEquals(1, server.ranges().size());
    }

    @Test
    void aFileOfThisMachineIsCheckedLikeOneFromTheNetwork() throws Exception {
        Path here = Files.write(folder.resolve("mine"), content);

        download(here.toUri(), checksum(), patience(1));
        Files.delete(here);

        assertArrived();
    }

    @Test
    void twoProcessesDoNotWriteOnePart() {
        try (PartFile held = PartFile.open(target)) {
            String refused = refusal(server.address("/file"), Optional.empty(), patience(1));

            assertTrue(refused.contains("another captioner is writing it"), refused);
            assertEquals(0, held.length());
        }
    }

    private Downloader.Outcome fetch(Optional<Checksum> checksum) {
        return download(server.address("/file"), checksum, patience(3));
    }

    private Downloader.Outcome download(
            URI address, Optional<Checksum> checksum, DownloadPolicy policy) {
        return download(request(target, address, checksum), policy);
    }

    private Downloader.Outcome download(DownloadRequest request, DownloadPolicy policy) {
        ProxySelector direct = new EnvironmentProxies(Map.of(), ProxySelector.getDefault());
        return new Downloader(policy, direct).download(request, new Notes());
    }

    private String refusal(URI address, Optional<Checksum> checksum, DownloadPolicy policy) {
        return refusal(request(target, address, checksum), policy);
    }

    private String refusalOf(Path file, URI address) {
        return refusal(request(file, address, Optional.empty()), patience(3));
    }

    private String refusal(DownloadRequest request, DownloadPolicy policy) {
        return assertThrows(InputException.class, () -> download(request, policy)).getMessage();
    }

    private static DownloadRequest request(Path file, URI from, Optional<Checksum> checksum) {
        return new DownloadRequest(from, file, OptionalLong.empty(), checksum, written -> {});
    }

    private static DownloadPolicy patience(int attempts) {
        return new DownloadPolicy(
                attempts,
                Duration.ofSeconds(20),
                Duration.ofSeconds(1),
                Duration.ofMillis(1),
                5,
                1 << 20);
    }

    private Optional<Checksum> checksum() throws IOException {
        Path copy = Files.write(Files.createTempFile("captioner", ".bin"), content);
        try {
            return Optional.of(Checksum.compute(copy, Checksum.Kind.SHA256));
        } finally {
            Files.delete(copy);
        }
    }

    private void assertArrived() throws IOException {
        assertArrayEquals(content, Files.readAllBytes(target));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(target), files.toList());
        }
    }

    private final class Notes implements DownloadListener {
        @Override
        public void progress(long done, long total) {
            assertTrue(total == 0 || done <= total, done + " of " + total);
            server.reportReceived(done);
        }

        @Override
        public void notice(String line) {
            notices.add(line);
        }
    }
}
