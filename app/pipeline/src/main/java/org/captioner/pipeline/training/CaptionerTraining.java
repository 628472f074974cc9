package org.captioner.pipeline.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.bundle.BundleFolder;
import org.captioner.decoder.bundle.BundleManifest;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.decoder.bundle.Provenance;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.training.CaptionTrainer;
import org.captioner.decoder.training.DevScorer;
import org.captioner.decoder.training.EncoderRecord;
import org.captioner.decoder.training.EpochChoice;
import org.captioner.decoder.training.RunFolder;
import org.captioner.decoder.training.RunRecord;
import org.captioner.decoder.training.TrainingImage;
import org.captioner.decoder.training.TrainingListener;
import org.captioner.decoder.training.TrainingOptions;
import org.captioner.decoder.training.TrainingOutcome;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.store.ExtractionProgress;
import org.captioner.encoder.tensor.TensorEngine;

/**
 * Trains a captioner from start to end: encoder made ready, vocabulary from the training split
 * alone, epochs, checkpoints, bundle. An interrupted run goes on after its last checkpoint.
 *
 * <pre>{@code
 * try (RunFolder folder = RunFolder.open(Path.of("run"));
 *         CaptionerTraining training =
 *                 CaptionerTraining.prepare(request(folder), (done, total) -> {})) {
 *     training.train(new TrainingListener() {});
 * }
 * Captioner captioner = Captioner.load(RunFolder.best(Path.of("run")));
 * }</pre>
 */
public final class CaptionerTraining implements AutoCloseable {
    private final CaptionTokenizer tokenizer = new CaptionTokenizer();
    private final NDManager manager = NDManager.newBaseManager();
    private final CaptionDataset dataset;
    private final CaptionDataset examples;
    private final RunFolder folder;
    private final EncoderPlan plan;
    private final EncoderPlan.PreparedEncoder encoder;
    private final LeftOutPhotos leftOut;
    private final CaptionDecoder decoder;
    private final SearchOptions devSearch;
    private final RunRecord run;
    private final BundleFolder bundle;
    private final CaptionTrainer trainer;

    private CaptionerTraining(TrainingRequest request, ExtractionProgress progress) {
        dataset = request.dataset();
        examples = request.examples();
        TrainingOptions options = request.training();
        folder = request.folder();
        plan = request.encoder();
        encoder = plan.prepare(dataset, manager, options.seed(), progress);
        leftOut = findLeftOut();
        Vocabulary vocabulary =
                vocabulary(readable(dataset.split(Split.TRAIN)), request.minimumCount());
        ResNetFeatures features = encoder.part().features();
        DecoderShape shape =
                new DecoderShape(
                        features.gridSide(),
                        features.gridSide(),
                        features.channels(),
                        vocabulary.size(),
                        request.search().maximumLength());
        Engine.getInstance().setRandomSeed(Long.hashCode(options.seed()));
        decoder = request.decoder().create(shape, manager, Compute.fused(options.precision()));
        devSearch = SearchOptions.greedy(decoder.shape().maximumLength());
        run =
                record(
                        options,
                        vocabulary,
                        request.minimumCount(),
                        request.search(),
                        Optional.empty());
        bundle = bundle(vocabulary, plan.source());
        trainer = trainer(vocabulary);
    }

    private CaptionerTraining(RefinementRequest request, ExtractionProgress progress) {
        dataset = request.dataset();
        examples = request.examples();
        TrainingOptions options = request.training();
        folder = request.folder();
        plan = request.encoder();
        encoder = plan.prepare(dataset, manager, options.seed(), progress);
        leftOut = findLeftOut();
        BundleManifest start = ModelBundle.readManifest(request.model());
        ModelBundle.TrainedDecoder trained =
                ModelBundle.readDecoder(request.model(), manager, options.precision());
        decoder = trained.decoder();
        // Rewards of single captions can grow while those that beams find become worse.
        devSearch = start.search();
        run =
                record(
                        options,
                        trained.vocabulary(),
                        trained.vocabulary().minimumCount(),
                        start.search(),
                        Optional.of(
                                new RunRecord.StartRecord(
                                        ModelBundle.weightsChecksum(request.model()),
                                        start.provenance().training())));
        bundle = bundle(trained.vocabulary(), plan.sourceAfter(start.provenance().encoderSource()));
        trainer = trainer(trained.vocabulary());
    }

    /**
     * Makes everything ready; with a pretrained encoder that means encoding all photos, unless
     * their features are stored already.
     *
     * @param progress of the photos
     * @throws InputException if the dataset has nothing to train on or to choose an epoch by, or
     *     the encoder's weights cannot be used, or more than a few photos cannot be read
     */
    public static CaptionerTraining prepare(TrainingRequest request, ExtractionProgress progress) {
        requireSplits(request.dataset());
        int longest = request.search().maximumLength();
        if (longest > ModelBundle.LONGEST_CAPTION) {
            throw new InputException(
                    "the maximum length is "
                            + longest
                            + "; it must be at most "
                            + ModelBundle.LONGEST_CAPTION
                            + " words");
        }
        return new CaptionerTraining(request, progress);
    }

    /**
     * Makes everything ready to go on with a trained model.
     *
     * @param progress of the photos, as for {@link #prepare}
     * @throws InputException as {@link #prepare}, or if the model cannot be read
     */
    public static CaptionerTraining refine(RefinementRequest request, ExtractionProgress progress) {
        requireSplits(request.dataset());
        return new CaptionerTraining(request, progress);
    }

    private static void requireSplits(CaptionDataset dataset) {
        TensorEngine.stopRecording();
        for (Split split : List.of(Split.TRAIN, Split.DEV)) {
            if (dataset.split(split).stream().allMatch(i -> i.captions().isEmpty())) {
                throw new InputException(
                        dataset.name()
                                + ": no captioned image in the "
                                + split.label()
                                + " split; training needs captioned photos in train and, to choose"
                                + " the best epoch, in dev: add photos, or state the splits in the"
                                + " files");
            }
        }
    }

    private LeftOutPhotos findLeftOut() {
        LeftOutPhotos found = LeftOutPhotos.of(dataset, encoder.failures());
        try {
            found.requireFew();
        } catch (InputException e) {
            encoder.close();
            manager.close();
            throw e;
        }
        return found;
    }

    /** Photos that are missing or could not be read; training and dev scores go without them. */
    public LeftOutPhotos leftOut() {
        return leftOut;
    }

    /** How dev captions are searched for, by whose scores the best epoch is chosen. */
    public SearchOptions devSearch() {
        return devSearch;
    }

    /** What decides the weights that training ends with. */
    public RunRecord record() {
        return run;
    }

    /** Where the encoder comes from and how it is trained. */
    public EncoderPlan encoderPlan() {
        return plan;
    }

    /** Where the bundle of the best model is. */
    public Path best() {
        return folder.best();
    }

    /** What chooses the best epoch. */
    public EpochChoice choice() {
        return trainer.choice();
    }

    /** Captioned photos of a split that could be read. */
    public int images(Split split) {
        return readable(dataset.split(split)).size();
    }

    /**
     * Trains, or resumes, in the thread that calls.
     *
     * @return how the run ended, with the reports of all epochs, those before a resume included
     */
    public TrainingOutcome train(TrainingListener listener) {
        return trainer.train(folder, bundle, listener);
    }

    /**
     * Asks a running {@link #train} to save a checkpoint after its present step and return; from
     * any thread.
     */
    public void requestStop() {
        trainer.requestStop();
    }

    private List<CaptionedImage> readable(List<CaptionedImage> images) {
        return images.stream()
                .filter(image -> !image.captions().isEmpty() && encoder.has(image.id()))
                .toList();
    }

    private Vocabulary vocabulary(List<CaptionedImage> train, int minimumCount) {
        List<List<String>> captions = new ArrayList<>();
        train.forEach(
                image -> image.captions().forEach(each -> captions.add(tokenizer.tokenize(each))));
        return Vocabulary.build(captions, minimumCount);
    }

    private CaptionTrainer trainer(Vocabulary vocabulary) {
        return new CaptionTrainer(
                decoder,
                encoder.grids(),
                TrainingImage.encode(
                        readable(examples.split(Split.TRAIN)),
                        tokenizer,
                        vocabulary,
                        decoder.shape().maximumLength()),
                new DevScorer(
                        readable(dataset.split(Split.DEV)),
                        encoder.grids(),
                        vocabulary,
                        tokenizer,
                        devSearch),
                run);
    }

    private RunRecord record(
            TrainingOptions options,
            Vocabulary vocabulary,
            int minimumCount,
            SearchOptions search,
            Optional<RunRecord.StartRecord> start) {
        return new RunRecord(
                options,
                examples.checksum(),
                EncoderRecord.of(
                        encoder.part().features(),
                        encoder.part().transform(),
                        encoder.part().values(),
                        encoder.grids().views(),
                        plan.settings()),
                vocabulary.checksum(),
                minimumCount,
                decoder.shape(),
                decoder.options(),
                search,
                devSearch,
                TensorEngine.threads(),
                start);
    }

    private BundleFolder bundle(Vocabulary vocabulary, String encoderSource) {
        Map<String, Integer> images = new LinkedHashMap<>();
        images.put(Split.TRAIN.label(), images(Split.TRAIN));
        images.put(Split.DEV.label(), images(Split.DEV));
        return new BundleFolder(
                encoder.part(),
                decoder,
                vocabulary,
                run.search(),
                Provenance.ofThisProcess(
                        examples.name(), examples.checksum(), images, encoderSource, run.json()));
    }

    @Override
    public void close() {
        decoder.close();
        encoder.close();
        manager.close();
    }
}
