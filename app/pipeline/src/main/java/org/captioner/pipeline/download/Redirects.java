package org.captioner.pipeline.download;

import java.net.URI;
import java.util.Optional;
import org.captioner.dataset.InputException;

/** Which redirects are followed: within HTTPS, within HTTP, and from HTTP up to HTTPS. */
final class Redirects {
    private Redirects() {}

    static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /**
     * Where to go next.
     *
     * @param location the header of the reply, relative to {@code from} or absolute
     * @throws InputException if it is missing, malformed or would give up encryption
     */
    static URI next(URI from, Optional<String> location) {
        String text = location.orElseThrow(() -> refused(from, "a redirect without an address"));
        URI to;
        try {
            to = from.resolve(text);
        } catch (IllegalArgumentException e) {
            throw refused(from, "a redirect to a malformed address");
        }
        boolean kept = from.getScheme().equals(to.getScheme());
        boolean raised = "http".equals(from.getScheme()) && "https".equals(to.getScheme());
        if ((!kept && !raised) || to.getHost() == null) {
            throw refused(from, "a redirect to " + to.getScheme() + "://" + to.getHost());
        }
        return to;
    }

    private static InputException refused(URI from, String what) {
        return new InputException(
                from.getHost()
                        + " answers with "
                        + what
                        + ", which is not followed; give another address with --from");
    }
}
