package org.captioner.pipeline.download;

import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer to one request, redirects followed.
 *
 * @param stated the checksum that the source names itself, in {@code X-Linked-ETag}
 */
record HttpReply(HttpResponse<InputStream> response, Optional<Checksum> stated) {
    private static final Pattern RANGE =
            Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");
    private static final Pattern SHA256 = Pattern.compile("\"?([0-9a-fA-F]{64})\"?");

    /** The SHA-256 that model repositories send with the redirect to where a file is stored. */
    static Optional<Checksum> stated(HttpHeaders headers) {
        return headers.firstValue("X-Linked-ETag")
                .map(SHA256::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Checksum.sha256(matcher.group(1)));
    }

    int status() {
        return response.statusCode();
    }

    /** What makes a later request for the rest safe: a strong ETag, else the date. */
    Optional<String> validator() {
        return response.headers()
                .firstValue("ETag")
                .filter(tag -> tag.startsWith("\""))
                .or(() -> response.headers().firstValue("Last-Modified"));
    }

    /** Where the body of a partial answer begins. */
    OptionalLong start() {
        return rangePart(1);
    }

    /** Bytes of the whole file, where the source states it. */
    OptionalLong total() {
        return status() == 200
                ? response.headers().firstValueAsLong("Content-Length")
                : rangePart(2);
    }

    private OptionalLong rangePart(int group) {
        return response.headers()
                .firstValue("Content-Range")
                .map(RANGE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(group))
                .filter(text -> !text.equals("*"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElseGet(OptionalLong::empty);
    }
}
