package org.captioner.pipeline.download;

/** Receives the progress of a download, on the thread that downloads. */
public interface DownloadListener {
    /**
     * Called as bytes arrive.
     *
     * @param done bytes on the disk
     * @param total bytes of the whole file, 0 where unknown
     */
    void progress(long done, long total);

    /** Something a person should know, such as a cut connection that is tried again. */
    void notice(String line);
}
