package org.captioner.cli.command;

import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.dataset.InputException;
import org.captioner.pipeline.download.Catalogue;
import org.captioner.pipeline.download.CatalogueItem;
import org.captioner.pipeline.download.Checksum;
import org.captioner.pipeline.download.DownloadListener;
import org.captioner.pipeline.download.DownloadPolicy;
import org.captioner.pipeline.download.Downloader;
import org.captioner.pipeline.download.EnvironmentProxies;
import org.captioner.pipeline.download.Fetch;
import org.captioner.pipeline.download.FileOrigin;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;

/** {@code captioner fetch}: weights and data from where their owners offer them. */
@Command(
        name = "fetch",
        description = {
            "Downloads weights, data or the parser of SPICE, checks them, and prints where they"
                    + " are.",
            "A cut download goes on when the command is run again."
        },
        footer = {
            "",
            "Names:",
            "  resnet18 resnet34 resnet50 resnet101 resnet152   ImageNet weights, 47 to 242 MB",
            "  flickr8k                                         photos and captions, 1.1 GB",
            "  spice                                            SPICE's parser, through Maven, 385"
                    + " MB",
            "",
            "Proxies are taken from https_proxy, http_proxy and no_proxy.",
            "",
            "Examples:",
            "  captioner fetch resnet50",
            "  captioner fetch flickr8k --to data",
            "  captioner fetch flickr8k --from ~/Downloads"
        })
final class FetchCommand implements Runnable {
    private static final long MEGABYTE = 1_000_000;

    private final Console console;

    @Parameters(paramLabel = "NAME", description = "What to fetch; see below.")
    private String name;

    @Option(
            names = "--from",
            paramLabel = "URL|PATH",
            description = {
                "Another source: an address, a file, or for several files their folder.",
                "Size and checksum stay as declared."
            })
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Folder to put it in (the current one).")
    private Path folder;

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "SHA-256 of the file, in place of the declared one.")
    private @Nullable String sha256;

    FetchCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        CatalogueItem item = chosen();
        console.log(item.title());
        console.log("licence: " + item.licence());
        console.log("cite: " + item.citation());
        try (ProgressBar bar = console.progress("fetching", "MB", 0)) {
            Downloader downloader =
                    new Downloader(DownloadPolicy.STANDARD, EnvironmentProxies.ofProcess());
            List<Path> results =
                    new Fetch(downloader, new ProgressInMegabytes(bar)).fetch(item, folder);
            results.forEach(result -> console.data().println(result));
        }
    }

    private CatalogueItem chosen() {
        if (name.equals("spice")) {
            // The launcher does this one; here it was started without the launcher.
            throw new InputException(
                    "SPICE's parser comes through Maven; run ./captioner fetch spice in the"
                            + " project's folder");
        }
        CatalogueItem item = Catalogue.declared().item(name);
        if (from != null) {
            item = item.from(FileOrigin.parse(from));
        }
        return sha256 == null ? item : item.withChecksum(Checksum.sha256(sha256));
    }

    /** Shows a download in megabytes, which people compare with the declared size. */
    private final class ProgressInMegabytes implements DownloadListener {
        private final ProgressBar bar;
        private boolean started;

        ProgressInMegabytes(ProgressBar bar) {
            this.bar = bar;
        }

        @Override
        public void progress(long done, long total) {
            if (!started) {
                // What an earlier, cut download left.
                bar.startAt(done / MEGABYTE);
                started = true;
            }
            bar.updateOf(done / MEGABYTE, total / MEGABYTE);
        }

        @Override
        public void notice(String line) {
            console.log(line);
        }
    }
}
