package org.captioner.pipeline.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.captioner.dataset.InputException;

/** Asks for a file, or the rest of one, and follows redirects. */
final class HttpSource {
    private final DownloadPolicy policy;
    private final HttpClient client;

    HttpSource(DownloadPolicy policy, ProxySelector proxies) {
        this.policy = policy;
        this.client =
                HttpClient.newBuilder()
                        // Redirects are followed here, where they are bounded and looked at; and
                        // some proxies stumble over the offer of HTTP/2.
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(policy.connect())
                        .proxy(proxies)
                        .build();
    }

    /**
     * Asks once. The caller closes the body.
     *
     * @param offset bytes already here, 0 for the whole file
     * @param validator of those bytes: the source answers with the whole file should it have
     *     changed
     * @throws IOException if the source cannot be reached or falls silent: worth another try
     */
    HttpReply get(URI address, long offset, Optional<String> validator) throws IOException {
        URI here = address;
        Optional<Checksum> stated = Optional.empty();
        for (int hop = 0; hop <= policy.redirects(); hop++) {
            HttpResponse<InputStream> response = send(here, offset, validator);
            if (stated.isEmpty()) {
                stated = HttpReply.stated(response.headers());
            }
            if (!Redirects.isRedirect(response.statusCode())) {
                return new HttpReply(response, stated);
            }
            response.body().close();
            here = Redirects.next(here, response.headers().firstValue("Location"));
        }
        throw new InputException(
                address
                        + ": more than "
                        + policy.redirects()
                        + " redirects; give another address with --from");
    }

    private HttpResponse<InputStream> send(URI address, long offset, Optional<String> validator)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(policy.connect())
                        .header("User-Agent", "captioner");
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
            validator.ifPresent(value -> request.header("If-Range", value));
        }
        try {
            return client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException(address + ": interrupted; run the same command again", e);
        }
    }
}
