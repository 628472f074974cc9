package org.captioner.pipeline.download;

import org.captioner.dataset.InputException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a file is the one that was declared. */
final class FileVerdict {
    private final DownloadRequest request;

    FileVerdict(DownloadRequest request) {
        this.request = request;
    }

    /**
     * Lets a file pass that has the final name already.
     *
     * @throws InputException if it is another file, which is left alone
     */
    void requirePresent() {
        problem(request.target(), Optional.empty())
                .ifPresent(
                        problem -> {
                            throw new InputException(
                                    request.target()
                                            + ": is there already, but "
                                            + problem
                                            + "; move it away to fetch the declared one");
                        });
        request.check().check(request.target());
    }

    /** Whether size and checksum of a part are right. */
    boolean accepts(PartFile part, Optional<Checksum> stated) {
        return problem(part.file(), stated).isEmpty();
    }

    /**
     * Lets a finished part pass.
     *
     * @param stated by the source, which counts where no checksum is declared
     * @throws InputException if it is another file; the part is gone then
     */
    void require(PartFile part, Optional<Checksum> stated) {
        Optional<String> problem = problem(part.file(), stated);
        if (problem.isPresent()) {
            part.discard();
            throw new InputException(
                    request.address()
                            + ": "
                            + problem.get()
                            + "; the bytes were thrown away: try again, or give another address"
                            + " with --from");
        }
        try {
            request.check().check(part.file());
        } catch (InputException e) {
            part.discard();
            throw e;
        }
    }

    private Optional<String> problem(Path file, Optional<Checksum> stated) {
        try {
            long size = Files.size(file);
            if (request.size().isPresent() && request.size().getAsLong() != size) {
                return Optional.of("has " + size + " bytes, not " + request.size().getAsLong());
            }
            Optional<Checksum> expected = request.checksum().or(() -> stated);
            if (expected.isEmpty()) {
                return Optional.empty();
            }
            Checksum actual = Checksum.compute(file, expected.get().kind());
            return actual.equals(expected.get())
                    ? Optional.empty()
                    : Optional.of("has " + actual + ", not " + expected.get());
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
