package org.captioner.dataset.image;

import com.drew.imaging.tiff.TiffProcessingException;
import com.drew.imaging.tiff.TiffReader;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifTiffHandler;
import java.io.IOException;

/** The tags of the first directory of a TIFF structure, which is what Exif data is too. */
final class TiffTags {
    static final int SUBFILE_TYPE = 0x00fe;
    static final int PHOTOMETRIC = 0x0106;
    static final int ORIENTATION = 0x0112;
    static final int SUB_DIRECTORIES = 0x014a;
    static final int SAMPLE_FORMAT = 0x0153;
    static final int DNG_VERSION = 0xc612;

    private final ExifIFD0Directory directory;

    private TiffTags(ExifIFD0Directory directory) {
        this.directory = directory;
    }

    /** Reads what can be read: damaged or absent tags are as if they were not there. */
    static TiffTags of(byte[] tiff) {
        Metadata metadata = new Metadata();
        try {
            new TiffReader()
                    .processTiff(
                            new ByteArrayReader(tiff), new ExifTiffHandler(metadata, null, 0), 0);
        } catch (TiffProcessingException | IOException e) {
            return new TiffTags(new ExifIFD0Directory());
        }
        ExifIFD0Directory first = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        return new TiffTags(first == null ? new ExifIFD0Directory() : first);
    }

    boolean has(int tag) {
        return directory.containsTag(tag);
    }

    /** The value of a tag, the first of several. */
    int first(int tag, int absent) {
        int[] values = directory.getIntArray(tag);
        if (values != null && values.length > 0) {
            return values[0];
        }
        Integer single = directory.getInteger(tag);
        return single == null ? absent : single;
    }
}
