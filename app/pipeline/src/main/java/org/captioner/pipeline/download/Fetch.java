package org.captioner.pipeline.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.AtomicFolder;
import org.captioner.dataset.InputException;
import org.captioner.encoder.tensor.SafetensorsFile;
import org.captioner.pipeline.download.DownloadRequest.ContentCheck;

/** Brings all files of an item into a folder, archives unpacked; what is there already stays. */
public final class Fetch {
    private final Downloader downloader;
    private final DownloadListener listener;

    public Fetch(Downloader downloader, DownloadListener listener) {
        this.downloader = downloader;
        this.listener = listener;
    }

    /**
     * Fetches what is missing.
     *
     * @return the files, and the folders of unpacked archives
     * @throws InputException as {@link Downloader#download}, or if an archive is damaged
     */
    public List<Path> fetch(CatalogueItem item, Path folder) {
        List<Path> results = new ArrayList<>();
        for (CatalogueFile file : item.files()) {
            results.add(
                    file.unpacking().isPresent()
                            ? unpacked(file, file.unpacking().get(), folder)
                            : plain(file, folder.resolve(file.name()), check(file.name())));
        }
        return results;
    }

    private Path plain(CatalogueFile file, Path target, ContentCheck check) {
        DownloadRequest request =
                new DownloadRequest(file.address(), target, file.size(), file.checksum(), check);
        if (downloader.download(request, listener) == Downloader.Outcome.ALREADY_THERE) {
            listener.notice(target + ": is there already");
        }
        return target;
    }

    private Path unpacked(CatalogueFile file, CatalogueFile.Unpacking unpacking, Path folder) {
        Path target = folder.resolve(unpacking.folder());
        AtomicFolder.recover(target);
        if (Files.exists(target)) {
            listener.notice(target + ": is there already; delete it to fetch it again");
            return target;
        }
        Path archive = plain(file, folder.resolve(file.name()), content -> {});
        listener.notice(archive + ": unpacking into " + target);
        new ZipUnpacking(ZipLimits.STANDARD, listener).unpack(archive, target, unpacking.strip());
        try {
            Files.delete(archive);
        } catch (IOException e) {
            listener.notice(archive + ": cannot be deleted, and is no longer needed");
        }
        return target;
    }

    /** Weights must be readable as such: an error page under their name is worse than nothing. */
    private static ContentCheck check(String name) {
        return name.endsWith(".safetensors")
                ? content -> SafetensorsFile.open(content).close()
                : content -> {};
    }
}
