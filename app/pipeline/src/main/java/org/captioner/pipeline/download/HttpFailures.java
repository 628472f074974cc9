package org.captioner.pipeline.download;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.captioner.dataset.InputException;

/** What the refusals of a source mean to the person who asked. */
final class HttpFailures {
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    private HttpFailures() {}

    /**
     * Lets replies with content pass.
     *
     * @throws IOException if another try may succeed
     * @throws InputException if none will
     */
    static void require(HttpReply reply, URI address) throws IOException {
        int status = reply.status();
        if (status == 200 || status == 206) {
            return;
        }
        if (PASSING.contains(status)) {
            throw new IOException("the server is busy or out of order (HTTP " + status + ")");
        }
        throw new InputException(address + ": HTTP " + status + ", " + meaning(status));
    }

    private static String meaning(int status) {
        return switch (status) {
            case 401, 403 ->
                    "access refused; accept the source's terms there, or bring the file by"
                            + " other means and name it with --from";
            case 404, 410 -> "not found; it may have moved: give its new address with --from";
            case 407 ->
                    "the proxy wants a password, which is not supported; bring the file by other"
                            + " means and name it with --from";
            default -> "an unexpected answer; give another address with --from";
        };
    }
}
