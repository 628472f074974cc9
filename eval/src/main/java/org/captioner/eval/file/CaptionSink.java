package org.captioner.eval.file;

/** Takes what a file says of images, line by line. */
interface CaptionSink {
    /**
     * A caption.
     *
     * @param line where it stands, from 1
     */
    void caption(int line, String imageId, String text);

    /** An image that the system could not caption. */
    void failed(int line, String imageId);
}
