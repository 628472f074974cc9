package org.captioner.pipeline.download;

/**
 * How much an archive may unpack to.
 *
 * @param entries files and folders
 * @param bytes of all files together, unpacked
 */
public record ZipLimits(int entries, long bytes) {
    /** 100,000 entries, 8 GB: ten times Flickr8k. */
    public static final ZipLimits STANDARD = new ZipLimits(100_000, 8L << 30);

    public ZipLimits {
        if (entries < 1 || bytes < 1) {
            throw new IllegalArgumentException(entries + " entries, " + bytes + " bytes");
        }
    }
}
