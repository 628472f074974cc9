package org.captioner.pipeline.download;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param attempts tries in a row that bring nothing new before it gives up, at least 1
 * @param connect longest wait for a connection and for the head of a reply
 * @param stall longest wait for the next bytes
 * @param pause before the second try; doubled before each further one
 * @param redirects most redirects followed for one request
 * @param maximumBytes of a file whose size is not declared
 */
public record DownloadPolicy(
        int attempts,
        Duration connect,
        Duration stall,
        Duration pause,
        int redirects,
        long maximumBytes) {
    /** Five tries, half a minute without data, at most 16 GB. */
    public static final DownloadPolicy STANDARD =
            new DownloadPolicy(
                    5,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1),
                    5,
                    16L << 30);

    public DownloadPolicy {
        if (attempts < 1 || redirects < 0 || maximumBytes < 1) {
            throw new IllegalArgumentException(
                    attempts + " attempts, " + redirects + " redirects, " + maximumBytes);
        }
    }
}
