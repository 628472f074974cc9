package org.captioner.pipeline.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.captioner.dataset.AtomicFolder;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.Precision;
import org.captioner.decoder.search.Search;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.training.CaptionTrainer;
import org.captioner.decoder.training.DevScorer;
import org.captioner.decoder.training.RunFolder;
import org.captioner.decoder.training.RunRecord;
import org.captioner.decoder.training.TrainingImage;
import org.captioner.decoder.training.TrainingListener;
import org.captioner.decoder.training.TrainingOptions;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.tensor.TensorEngine;
import org.jspecify.annotations.Nullable;

/**
 * Measures decoders with fresh weights on grids of noise; a processor works as hard on those as on
 * trained ones, and untrained decoders generate captions of the longest length, so searches do all
 * the work they can.
 */
public final class DecoderBench {
    private static final int IMAGES_AT_ONCE = 16;
    private static final long SEED = 7;

    private final DecoderShape shape;
    private final int captions;
    private final int words;

    /**
     * Plans measurements; the tensor engine must have been started.
     *
     * @param captions generated, and trained on, per measurement
     * @param words of each caption that is trained on
     */
    public DecoderBench(DecoderShape shape, int captions, int words) {
        this.shape = shape;
        this.captions = captions;
        this.words = words;
    }

    /** Training by teacher forcing: batches of 32 images with two captions each. */
    public DecoderMeasurement train(DecoderKind kind, Precision precision) {
        Engine.getInstance().setRandomSeed((int) SEED);
        Path folder = temporaryFolder();
        try (NDManager manager = NDManager.newBaseManager();
                CaptionDecoder decoder =
                        kind.usualOptions().create(shape, manager, Compute.fused(precision))) {
            Noise noise = new Noise(shape);
            CaptionTrainer trainer =
                    new CaptionTrainer(
                            decoder,
                            noise,
                            noise.examples(captions / 2, words),
                            new DevScorer(
                                    List.of(),
                                    noise,
                                    Vocabulary.build(List.of(), 1),
                                    new CaptionTokenizer(),
                                    SearchOptions.greedy(20)),
                            RunRecord.synthetic(
                                    TrainingOptions.builder().epochs(1).build(),
                                    "noise",
                                    decoder,
                                    noise.views()));
            Watch watch =
                    new Watch(kind.name(), "train, " + precision.name().toLowerCase(Locale.ROOT));
            try (RunFolder run = RunFolder.open(folder)) {
                trainer.train(run, (target, history) -> {}, watch);
            }
            return Objects.requireNonNull(watch.measurement);
        } finally {
            delete(folder);
        }
    }

    /**
     * Searches for captions as {@code caption} does: several threads share the decoder.
     *
     * @param searchers how many
     */
    public DecoderMeasurement search(DecoderKind kind, SearchOptions how, int searchers) {
        Engine.getInstance().setRandomSeed((int) SEED);
        ExecutorService threads = Executors.newFixedThreadPool(searchers);
        try (NDManager manager = NDManager.newBaseManager();
                CaptionDecoder decoder =
                        kind.usualOptions()
                                .create(shape, manager, Compute.fused(Precision.FLOAT32))) {
            decoder.freeze();
            NDArray grids = Noise.grids(IMAGES_AT_ONCE, shape, manager);
            int batches = Math.max(1, captions / IMAGES_AT_ONCE);
            Search search = how.search(words());
            Runnable batch = () -> searchOnce(decoder, search, grids);
            // Warms up, before the clock starts.
            all(threads, batch, searchers);
            Stopwatch watch = new Stopwatch();
            all(threads, batch, batches);
            String work = how.label();
            return watch.measure(kind.name(), work, batches * IMAGES_AT_ONCE);
        } finally {
            threads.shutdownNow();
        }
    }

    /** As many as the decoder scores. */
    private Vocabulary words() {
        return Vocabulary.build(
                List.of(
                        IntStream.range(Vocabulary.UNKNOWN + 1, shape.vocabulary())
                                .mapToObj(id -> "word" + id)
                                .toList()),
                1);
    }

    private static void searchOnce(CaptionDecoder decoder, Search search, NDArray grids) {
        TensorEngine.stopRecording();
        try (NDScope scope = new NDScope();
                NDManager scratch = grids.getManager().newSubManager()) {
            scope.suppressNotUsedWarning();
            NDArray copy = grids.duplicate();
            copy.attach(scratch);
            search.search(decoder, new NDList(copy));
        }
    }

    private static void all(ExecutorService threads, Runnable work, int times) {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            running.add(CompletableFuture.runAsync(work, threads));
        }
        running.forEach(CompletableFuture::join);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("captioner-bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            AtomicFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts to count after a tenth of the steps, stops before the checkpoint. */
    private static final class Watch implements TrainingListener {
        private final String name;
        private final String work;
        private final Stopwatch stopwatch = new Stopwatch();
        private int skipped;
        private @Nullable DecoderMeasurement measurement;

        Watch(String name, String work) {
            this.name = name;
            this.work = work;
        }

        @Override
        public void stepped(Progress progress) {
            if (progress.captions() <= progress.captionsInEpoch() / 10) {
                skipped = progress.captions();
                stopwatch.restart();
            } else if (progress.captions() == progress.captionsInEpoch()) {
                measurement = stopwatch.measure(name, work, progress.captions() - skipped);
            }
        }
    }

    /** Grids and captions of nothing. */
    private record Noise(DecoderShape shape) implements FeatureSource {
        static NDArray grids(int images, DecoderShape shape, NDManager manager) {
            return manager.randomNormal(new Shape(images, shape.cells(), shape.channels()));
        }

        @Override
        public Views views() {
            return Views.PLAIN;
        }

        @Override
        public NDArray encode(List<View> photos, NDManager manager) {
            return grids(photos.size(), shape, manager);
        }

        List<TrainingImage> examples(int images, int length) {
            Random random = new Random(SEED);
            List<TrainingImage> examples = new ArrayList<>(images);
            for (int image = 0; image < images; image++) {
                List<List<Integer>> sentences = new ArrayList<>();
                for (int caption = 0; caption < 2; caption++) {
                    List<Integer> words = new ArrayList<>();
                    for (int word = 0; word < length; word++) {
                        words.add(4 + random.nextInt(shape.vocabulary() - 4));
                    }
                    words.add(Vocabulary.END);
                    sentences.add(words);
                }
                examples.add(new TrainingImage("noise-" + image, sentences));
            }
            return examples;
        }
    }
}
