package org.captioner.pipeline.training;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.Split;
import org.captioner.dataset.scene.Scene;
import org.captioner.dataset.scene.SceneGenerator;
import org.captioner.dataset.scene.SceneOptions;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.training.RunFolder;
import org.captioner.decoder.training.ScheduleDefaults;
import org.captioner.decoder.training.TrainingOptions;
import org.captioner.encoder.feature.Augmentation;
import org.captioner.encoder.resnet.BlockKind;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;

/** Drawn scenes as a person's own small set of photos, and a small network to train on them. */
final class DrawnPhotos {
    private static final int SIZE = 32;
    private static final int BATCH = 32;

    private DrawnPhotos() {}

    /** A tenth is dev and a tenth test, as where the files state no split. */
    static CaptionDataset dataset(Path folder, int photos, int captions) {
        List<Scene> scenes =
                new SceneGenerator(new SceneOptions(3, SIZE, photos, 0, 0)).generate(folder);
        List<CaptionedImage> images =
                IntStream.range(0, photos)
                        .mapToObj(
                                i ->
                                        new CaptionedImage(
                                                scenes.get(i).image(),
                                                folder.resolve("images")
                                                        .resolve(scenes.get(i).image()),
                                                i % 10 == 0
                                                        ? Split.DEV
                                                        : i % 10 == 1 ? Split.TEST : Split.TRAIN,
                                                scenes.get(i).captions().subList(0, captions)))
                        .toList();
        return CaptionDataset.of("drawn", "csv", images, List.of());
    }

    /** The defaults of the command line for a set of this size. */
    static TrainingOptions.Builder defaults(CaptionDataset dataset) {
        int images = dataset.split(Split.TRAIN).size();
        ScheduleDefaults defaults = ScheduleDefaults.of(images, BATCH);
        return TrainingOptions.builder()
                .imagesPerBatch(BATCH)
                .epochs(defaults.epochs())
                .patience(defaults.patience())
                .warmUpSteps(ScheduleDefaults.warmUpSteps(images, BATCH, defaults.epochs()));
    }

    static TrainingRequest request(
            CaptionDataset dataset, TrainingOptions options, RunFolder folder) {
        ResNetArchitecture network =
                ResNetArchitecture.custom(
                        "tiny", BlockKind.BASIC, List.of(1, 1, 1), List.of(8, 16, 32));
        return new TrainingRequest(
                dataset,
                dataset,
                new ScratchEncoder(
                        ResNetFeatures.of(network, SIZE),
                        ImageTransform.imageNet(Resize.SQUASH, SIZE),
                        Augmentation.NONE,
                        1),
                new LstmOptions(64, 32, 0.3),
                ScheduleDefaults.minimumCount(
                        dataset.split(Split.TRAIN).stream()
                                .mapToLong(image -> image.captions().size())
                                .sum()),
                options,
                new SearchOptions(3, 0.7, 16),
                folder);
    }
}
