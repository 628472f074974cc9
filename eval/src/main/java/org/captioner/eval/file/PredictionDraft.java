package org.captioner.eval.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.InputException;

/** Predictions while a file is being read; knows where each came from. */
final class PredictionDraft implements CaptionSink {
    private final Path file;
    private final Map<String, String> captions = new LinkedHashMap<>();
    private final List<String> failed = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();

    PredictionDraft(Path file) {
        this.file = file;
    }

    @Override
    public void caption(int line, String imageId, String text) {
        remember(line, imageId);
        captions.put(imageId, text);
    }

    @Override
    public void failed(int line, String imageId) {
        remember(line, imageId);
        failed.add(imageId);
    }

    PredictionSet finish() {
        if (captions.isEmpty()) {
            throw new InputException(file + " holds no caption; nothing can be scored");
        }
        return new PredictionSet(file.toString(), captions, failed);
    }

    private void remember(int line, String imageId) {
        if (imageId.isBlank()) {
            throw new InputException(
                    file + " line " + line + ": the image id is empty; every caption needs one");
        }
        Integer earlier = lines.putIfAbsent(imageId, line);
        if (earlier != null) {
            throw new InputException(
                    file
                            + " line "
                            + line
                            + ": image "
                            + imageId
                            + " has a caption in line "
                            + earlier
                            + " too; keep one, or score n-best lists with score --oracle");
        }
    }
}
