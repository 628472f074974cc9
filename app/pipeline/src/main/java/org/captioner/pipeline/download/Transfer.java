package org.captioner.pipeline.download;

import java.util.Optional;
import java.util.OptionalLong;
import org.captioner.dataset.InputException;

/** One request being carried out, over as many tries as it takes. */
final class Transfer {
    final DownloadRequest request;
    final PartFile part;
    final DownloadListener listener;

    /** Whether the part holds bytes of more than one reply. */
    boolean resumed;

    Transfer(DownloadRequest request, PartFile part, DownloadListener listener) {
        this.request = request;
        this.part = part;
        this.listener = listener;
    }

    /**
     * How many bytes of the part the next request may build on; the part is emptied if none. Bytes
     * without a validator are trusted only where a checksum will find out.
     */
    long usableBytes() {
        boolean checkable = part.validator().isPresent() || request.checksum().isPresent();
        if (part.length() > 0 && !(part.isFrom(request.address()) && checkable)) {
            part.restart(request.address(), Optional.empty());
        }
        return part.length();
    }

    /**
     * The bytes of the whole file, declared and offered being the same.
     *
     * @throws InputException if they differ: it is another file
     */
    OptionalLong agreedTotal(OptionalLong offered) {
        OptionalLong declared = request.size();
        if (declared.isPresent()
                && offered.isPresent()
                && declared.getAsLong() != offered.getAsLong()) {
            part.discard();
            throw new InputException(
                    request.address()
                            + ": offers "
                            + offered.getAsLong()
                            + " bytes, where "
                            + declared.getAsLong()
                            + " are declared; it is another file: give another address with"
                            + " --from");
        }
        return declared.isPresent() ? declared : offered;
    }
}
