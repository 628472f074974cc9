package org.captioner.pipeline.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.captioner.decoder.training.EpochReport;
import org.captioner.decoder.training.TrainingImage;
import org.captioner.decoder.training.TrainingListener;
import org.captioner.decoder.training.TrainingOptions;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.store.ExtractionProgress;
import org.captioner.encoder.store.ExtractionReport.PhotoFailure;
import org.captioner.encoder.tensor.TensorEngine;

/**
 * Trains a captioner from start to end: encoder made ready, vocabulary from the training split
 * alone, epochs, checkpoints, bundle. Whatever was interrupted goes on where it was.
 *
 * <pre>{@code
 * try (CaptionerTraining training = CaptionerTraining.prepare(request, (done, total) -> {})) {
 *     training.train(new TrainingListener() {});
 * }
 * Captioner captioner = Captioner.load(CaptionerTraining.best(request.folder()));
 * }</pre>
 */
public final class CaptionerTraining implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CaptionTokenizer tokenizer = new CaptionTokenizer();
    private final NDManager manager = NDManager.newBaseManager();
    private final CaptionDataset dataset;
    private final TrainingOptions options;
    private final Path folder;
    private final EncoderPlan.PreparedEncoder encoder;
    private final CaptionDecoder decoder;
    private final SearchOptions devSearch;
    private final BundleFolder bundle;
    private final CaptionTrainer trainer;

    private CaptionerTraining(TrainingRequest request, ExtractionProgress progress) {
        dataset = request.dataset();
        options = request.training();
        folder = request.folder();
        encoder = request.encoder().prepare(dataset, manager, options.seed(), progress);
        Vocabulary vocabulary = vocabulary(readable(Split.TRAIN), request.minimumCount());
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
        ObjectNode recipe = recipe();
        recipe.put("minimumCount", request.minimumCount());
        bundle =
                bundle(
                        vocabulary,
                        request.search(),
                        provenance(request.encoder().source(), recipe));
        trainer = trainer(vocabulary);
    }

    private CaptionerTraining(RefinementRequest request, ExtractionProgress progress) {
        dataset = request.dataset();
        options = request.training();
        folder = request.folder();
        encoder = request.encoder().prepare(dataset, manager, options.seed(), progress);
        BundleManifest start = ModelBundle.readManifest(request.model());
        ModelBundle.TrainedDecoder trained =
                ModelBundle.readDecoder(request.model(), manager, options.precision());
        decoder = trained.decoder();
        // Rewards of single sentences can grow while those that beams find become worse.
        devSearch = start.search();
        ObjectNode recipe = recipe();
        recipe.set("before", start.provenance().training());
        bundle =
                bundle(
                        trained.vocabulary(),
                        start.search(),
                        provenance(
                                request.encoder().sourceAfter(start.provenance().encoderSource()),
                                recipe));
        trainer = trainer(trained.vocabulary());
    }

    /**
     * Makes everything ready; with a pretrained encoder that means encoding all photos, unless
     * their features are stored already.
     *
     * @param progress of the photos
     * @throws InputException if the dataset has nothing to train on or to choose an epoch by, or
     *     the encoder's weights cannot be used
     */
    public static CaptionerTraining prepare(TrainingRequest request, ExtractionProgress progress) {
        requireSplits(request.dataset());
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
                                + " split; training learns from train and chooses the best epoch"
                                + " by dev");
            }
        }
    }

    /** Where a run's folder holds the bundle of the best epoch. */
    public static Path best(Path folder) {
        return folder.resolve("best");
    }

    /** Photos that could not be read; they are left out of training and dev scores. */
    public List<PhotoFailure> failures() {
        return encoder.failures();
    }

    /** How dev captions are searched for, by whose scores the best epoch is chosen. */
    public SearchOptions devSearch() {
        return devSearch;
    }

    /**
     * Trains, or resumes, in the thread that calls.
     *
     * @return the reports of all epochs, those before a resume included
     */
    public List<EpochReport> train(TrainingListener listener) {
        return trainer.train(folder, bundle, listener);
    }

    /**
     * Asks a running {@link #train} to save a checkpoint after its present step and return; from
     * any thread.
     */
    public void requestStop() {
        trainer.requestStop();
    }

    private List<CaptionedImage> readable(Split split) {
        return dataset.split(split).stream()
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
                        readable(Split.TRAIN),
                        tokenizer,
                        vocabulary,
                        decoder.shape().maximumLength()),
                new DevScorer(
                        readable(Split.DEV), encoder.grids(), vocabulary, tokenizer, devSearch),
                options,
                dataset.checksum());
    }

    private BundleFolder bundle(
            Vocabulary vocabulary, SearchOptions search, Provenance provenance) {
        return new BundleFolder(encoder.part(), decoder, vocabulary, search, provenance);
    }

    private ObjectNode recipe() {
        ObjectNode recipe = JSON.createObjectNode();
        recipe.set("training", JSON.<JsonNode>valueToTree(options));
        recipe.put("views", encoder.grids().views().name());
        recipe.put("devSearch", devSearch.label());
        return recipe;
    }

    private Provenance provenance(String encoderSource, ObjectNode recipe) {
        Map<String, Integer> images = new LinkedHashMap<>();
        images.put(Split.TRAIN.label(), readable(Split.TRAIN).size());
        images.put(Split.DEV.label(), readable(Split.DEV).size());
        return Provenance.ofThisProcess(
                dataset.name(), dataset.checksum(), images, encoderSource, recipe);
    }

    @Override
    public void close() {
        decoder.close();
        encoder.close();
        manager.close();
    }
}
