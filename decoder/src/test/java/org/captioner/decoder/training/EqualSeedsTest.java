package org.captioner.decoder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.Precision;
import org.captioner.decoder.registry.DecoderRegistry;
import org.captioner.decoder.registry.TinyDecoders;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trains with several native threads, in a process of its own: the engine reads their number when
 * it starts, and tests start it with one.
 */
class EqualSeedsTest {
    private static final int THREADS = 4;
    private static final int RUNS = 3;
    private static final int IMAGES = 24;
    private static final int WORDS = 60;
    private static final DecoderShape SHAPE = new DecoderShape(7, 7, 32, WORDS, 12);

    @TempDir private Path folder;

    @Test
    void equalSeedsGiveEqualModelsWithSeveralThreads() throws IOException, InterruptedException {
        Path printed = folder.resolve("printed.txt");
        int exitCode =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:MaxDirectMemorySize=1g",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                folder.toString())
                        .redirectOutput(printed.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .waitFor();
        assertEquals(0, exitCode);
        List<String> lines = Files.readAllLines(printed, StandardCharsets.UTF_8);
        assertEquals(THREADS + " threads", lines.get(0));
        // Some runs of each decoder in each precision, a line each.
        int groups = DecoderRegistry.kinds().size() * Precision.values().length;
        assertEquals(1 + RUNS * groups, lines.size());
        for (int group = 0; group < groups; group++) {
            List<String> runs = lines.subList(1 + RUNS * group, 1 + RUNS * (group + 1));
            assertEquals(1, runs.stream().distinct().count(), runs::toString);
        }
    }

    /** What the child runs. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            TensorEngine.start(THREADS);
            TensorEngine.stopRecording();
            System.out.println(TensorEngine.threads() + " threads");
            for (DecoderOptions kind : TinyDecoders.sized(64, 0.1).toList()) {
                for (Precision precision : Precision.values()) {
                    for (int run = 0; run < RUNS; run++) {
                        Path to =
                                Path.of(
                                        arguments[0],
                                        kind.getClass().getSimpleName() + precision + run);
                        String name = kind.getClass().getSimpleName() + " " + precision;
                        System.out.println(name + " " + train(kind, precision, to));
                    }
                }
            }
        }
    }

    /** Trains on three captions of each image and returns a checksum of all weights. */
    private static long train(DecoderOptions kind, Precision precision, Path to) {
        Engine.getInstance().setRandomSeed(3);
        try (NDManager manager = NDManager.newBaseManager();
                CaptionDecoder decoder = kind.create(SHAPE, manager, Compute.fused(precision))) {
            FeatureSource grids =
                    new MemoryGrids(
                            IMAGES, SHAPE.cells(), SHAPE.channels(), FeatureSource.Views.PLAIN);
            TrainingOptions options =
                    TrainingOptions.builder()
                            .epochs(2)
                            .imagesPerBatch(12)
                            .captionsPerImage(3)
                            .precision(precision)
                            .build();
            DevScorer dev =
                    new DevScorer(
                            List.of(),
                            grids,
                            Vocabulary.build(List.of(), 1),
                            new CaptionTokenizer(),
                            SearchOptions.greedy(20));
            try (RunFolder run = RunFolder.open(to)) {
                new CaptionTrainer(
                                decoder,
                                grids,
                                examples(),
                                dev,
                                RunRecord.synthetic(options, "checksum", decoder, grids.views()))
                        .train(run, (target, history) -> {}, new TrainingListener() {});
            }
            CRC32C checksum = new CRC32C();
            for (NDArray weight : decoder.parameters().arrays().values()) {
                ByteBuffer bytes = weight.toByteBuffer();
                checksum.update(bytes);
            }
            return checksum.getValue();
        }
    }

    private static List<TrainingImage> examples() {
        Random random = new Random(1);
        List<TrainingImage> examples = new ArrayList<>();
        for (int image = 0; image < IMAGES; image++) {
            List<List<Integer>> captions = new ArrayList<>();
            for (int caption = 0; caption < 3; caption++) {
                List<Integer> words = new ArrayList<>();
                for (int word = 3 + random.nextInt(8); word > 0; word--) {
                    words.add(4 + random.nextInt(WORDS - 4));
                }
                words.add(Vocabulary.END);
                captions.add(words);
            }
            examples.add(new TrainingImage(MemoryGrids.id(image), captions));
        }
        return examples;
    }
}
