package org.captioner.pipeline.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.captioner.dataset.InputException;

/**
 * Brings files to the disk, whole and checked or not at all. A cut download leaves a part from
 * which the next try, or the next run, goes on; the source is asked whether its file is still the
 * same (RFC 9110, section 13.1.5), and sends it whole where it is not.
 *
 * <pre>{@code
 * Downloader downloader =
 *         new Downloader(DownloadPolicy.STANDARD, EnvironmentProxies.ofProcess());
 * downloader.download(request, listener);
 * }</pre>
 */
public final class Downloader {
    private final DownloadPolicy policy;
    private final HttpSource source;

    /** What {@link #download} did. */
    public enum Outcome {
        FETCHED,
        ALREADY_THERE
    }

    public Downloader(DownloadPolicy policy, ProxySelector proxies) {
        this.policy = policy;
        this.source = new HttpSource(policy, proxies);
    }

    /**
     * Makes sure that the file is there.
     *
     * @throws InputException if the source cannot be reached, does not have the file, or sends
     *     another one than declared; if the disk is full; or if another file has the name already
     */
    public Outcome download(DownloadRequest request, DownloadListener listener) {
        FileVerdict verdict = new FileVerdict(request);
        if (Files.exists(request.target())) {
            verdict.requirePresent();
            return Outcome.ALREADY_THERE;
        }
        try (PartFile part = PartFile.open(request.target())) {
            if ("file".equals(request.address().getScheme())) {
                copy(request, part, listener);
                verdict.require(part, Optional.empty());
            } else {
                persist(new Transfer(request, part, listener), verdict);
            }
            part.finish();
        }
        return Outcome.FETCHED;
    }

    private void persist(Transfer transfer, FileVerdict verdict) {
        long longest = transfer.part.length();
        int fruitless = 0;
        while (true) {
            try {
                Optional<Checksum> stated = once(transfer);
                if (!transfer.resumed || verdict.accepts(transfer.part, stated)) {
                    verdict.require(transfer.part, stated);
                    return;
                }
                // Old bytes and new ones do not fit together: take all of them anew.
                transfer.part.restart(transfer.request.address(), Optional.empty());
                throw new IOException("the part from before does not fit");
            } catch (IOException e) {
                boolean gained = transfer.part.length() > longest;
                longest = Math.max(longest, transfer.part.length());
                fruitless = gained ? 1 : fruitless + 1;
                if (fruitless >= policy.attempts()) {
                    throw gaveUp(transfer, e);
                }
                transfer.listener.notice(
                        transfer.request.target().getFileName()
                                + ": "
                                + reason(e)
                                + "; trying again");
                pause(fruitless);
            }
        }
    }

    /** One request and its body; returns the checksum that the source states. */
    private Optional<Checksum> once(Transfer transfer) throws IOException {
        PartFile part = transfer.part;
        DownloadRequest request = transfer.request;
        long offset = transfer.usableBytes();
        HttpReply reply = source.get(request.address(), offset, part.validator());
        try (InputStream body = reply.response().body();
                StallGuard guarded = new StallGuard(body, policy.stall())) {
            if (reply.status() == 416 && offset > 0) {
                return complete(transfer, reply, offset);
            }
            HttpFailures.require(reply, request.address());
            if (reply.status() == 200) {
                part.restart(request.address(), reply.validator());
                transfer.resumed = false;
            } else if (reply.start().orElse(-1) == offset) {
                transfer.resumed = true;
            } else {
                part.restart(request.address(), Optional.empty());
                throw new IOException("the source sent another range than asked for");
            }
            OptionalLong total = transfer.agreedTotal(reply.total());
            DiskSpace.require(part.file(), total.orElse(0) - part.length());
            receive(transfer, guarded, total);
        }
        return reply.stated();
    }

    /** The source has nothing beyond our bytes: either they are all, or its file has shrunk. */
    private static Optional<Checksum> complete(Transfer transfer, HttpReply reply, long offset)
            throws IOException {
        if (reply.total().orElse(-1) != offset) {
            transfer.part.restart(transfer.request.address(), Optional.empty());
            throw new IOException("the file at the source has changed");
        }
        transfer.resumed = true;
        return reply.stated();
    }

    private void receive(Transfer transfer, StallGuard body, OptionalLong total)
            throws IOException {
        PartFile part = transfer.part;
        long limit = total.orElse(policy.maximumBytes());
        byte[] buffer = new byte[1 << 16];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            if (part.length() + read > limit) {
                part.discard();
                throw new InputException(
                        transfer.request.address()
                                + ": more than the expected "
                                + limit
                                + " bytes; give another address with --from");
            }
            part.append(buffer, read);
            transfer.listener.progress(part.length(), total.orElse(0));
        }
        if (total.isPresent() && part.length() < total.getAsLong()) {
            throw new IOException("the connection was cut");
        }
    }

    private static void copy(DownloadRequest request, PartFile part, DownloadListener listener) {
        Path from = Path.of(request.address());
        part.restart(request.address(), Optional.empty());
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(from)) {
            long size = Files.size(from);
            DiskSpace.require(part.file(), size);
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                part.append(buffer, read);
                listener.progress(part.length(), size);
            }
        } catch (NoSuchFileException e) {
            throw new InputException(from + ": no such file; check --from", e);
        } catch (IOException e) {
            throw new InputException("cannot read " + from + ": " + e.getMessage(), e);
        }
    }

    private InputException gaveUp(Transfer transfer, IOException e) {
        URI address = transfer.request.address();
        long length = transfer.part.length();
        if (length == 0) {
            return new InputException(
                    address
                            + ": "
                            + reason(e)
                            + ", "
                            + policy.attempts()
                            + " times; check the network, set https_proxy if there is a proxy, or"
                            + " bring the file by other means and name it with --from",
                    e);
        }
        return new InputException(
                address
                        + ": "
                        + reason(e)
                        + "; "
                        + length
                        + " bytes are kept in "
                        + transfer.part.file()
                        + ": run the same command again to go on from there",
                e);
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException) {
            return "no connection";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private void pause(int fruitless) {
        Duration wait = policy.pause().multipliedBy(1L << Math.min(fruitless - 1, 6));
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException("interrupted; run the same command again to go on", e);
        }
    }
}
