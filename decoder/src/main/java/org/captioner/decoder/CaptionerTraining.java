package org.captioner.decoder;

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
import org.captioner.decoder.bundle.BundleFolder.EncoderPart;
import org.captioner.decoder.bundle.Provenance;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.training.CaptionTrainer;
import org.captioner.decoder.training.DevScorer;
import org.captioner.decoder.training.EpochReport;
import org.captioner.decoder.training.TrainingImage;
import org.captioner.decoder.training.TrainingListener;
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

    private final TrainingRequest request;
    private final CaptionTokenizer tokenizer = new CaptionTokenizer();
    private final NDManager manager;
    private final EncoderPlan.Ready encoder;
    private final CaptionDecoder decoder;
    private final BundleFolder bundle;
    private final CaptionTrainer trainer;

    private CaptionerTraining(TrainingRequest request, ExtractionProgress progress) {
        this.request = request;
        manager = NDManager.newBaseManager();
        long seed = request.training().seed();
        encoder = request.encoder().prepare(request.dataset(), manager, seed, progress);
        List<CaptionedImage> train = readable(Split.TRAIN);
        List<CaptionedImage> dev = readable(Split.DEV);
        Vocabulary vocabulary = vocabulary(train);
        EncoderPart part = encoder.part();
        int longest = request.search().maximumLength();
        DecoderShape shape =
                new DecoderShape(
                        part.features().gridSide(),
                        part.features().gridSide(),
                        part.features().channels(),
                        vocabulary.size(),
                        longest);
        Engine.getInstance().setRandomSeed(Long.hashCode(seed));
        decoder = request.decoder().create(shape, manager, request.training().precision());
        Provenance provenance = provenance(train.size(), dev.size());
        bundle = new BundleFolder(part, decoder, vocabulary, request.search(), provenance);
        trainer =
                new CaptionTrainer(
                        decoder,
                        encoder.grids(),
                        TrainingImage.encode(train, tokenizer, vocabulary, longest),
                        new DevScorer(dev, encoder.grids(), vocabulary, tokenizer),
                        request.training(),
                        request.dataset().checksum());
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
        TensorEngine.stopRecording();
        for (Split split : List.of(Split.TRAIN, Split.DEV)) {
            if (request.dataset().split(split).stream().allMatch(i -> i.captions().isEmpty())) {
                throw new InputException(
                        request.dataset().name()
                                + ": no captioned image in the "
                                + split.label()
                                + " split; training learns from train and chooses the best epoch"
                                + " by dev");
            }
        }
        return new CaptionerTraining(request, progress);
    }

    /** Where a run's folder holds the bundle of the best epoch. */
    public static Path best(Path folder) {
        return folder.resolve("best");
    }

    /** Photos that could not be read; they are left out of training and dev scores. */
    public List<PhotoFailure> failures() {
        return encoder.failures();
    }

    /**
     * Trains, or resumes, in the thread that calls.
     *
     * @return the reports of all epochs, those before a resume included
     */
    public List<EpochReport> train(TrainingListener listener) {
        return trainer.train(request.folder(), bundle, listener);
    }

    /**
     * Asks a running {@link #train} to save a checkpoint after its present step and return; from
     * any thread.
     */
    public void requestStop() {
        trainer.requestStop();
    }

    private List<CaptionedImage> readable(Split split) {
        return request.dataset().split(split).stream()
                .filter(image -> !image.captions().isEmpty() && encoder.has(image.id()))
                .toList();
    }

    private Vocabulary vocabulary(List<CaptionedImage> train) {
        List<List<String>> captions = new ArrayList<>();
        train.forEach(
                image -> image.captions().forEach(each -> captions.add(tokenizer.tokenize(each))));
        return Vocabulary.build(captions, request.minimumCount());
    }

    private Provenance provenance(int train, int dev) {
        CaptionDataset dataset = request.dataset();
        Map<String, Integer> images = new LinkedHashMap<>();
        images.put(Split.TRAIN.label(), train);
        images.put(Split.DEV.label(), dev);
        ObjectNode options = JSON.createObjectNode();
        options.set("training", JSON.<JsonNode>valueToTree(request.training()));
        options.put("minimumCount", request.minimumCount());
        options.put("views", encoder.grids().views().name());
        return Provenance.ofThisProcess(
                dataset.name(), dataset.checksum(), images, request.encoder().source(), options);
    }

    @Override
    public void close() {
        decoder.close();
        encoder.close();
        manager.close();
    }
}
