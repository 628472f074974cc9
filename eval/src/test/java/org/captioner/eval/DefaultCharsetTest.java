package org.captioner.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.captioner.eval.file.CaptionFile;
import org.captioner.eval.meteor.Meteor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Scores in processes of their own, since the default charset is fixed when Java starts. */
class DefaultCharsetTest {
    @TempDir Path folder;

    /** Prints the scores of the captions in the second file against those in the first. */
    public static void main(String[] files) throws IOException {
        String scores = scores(Path.of(files[0]), Path.of(files[1]));
        System.out.write(scores.getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    @ParameterizedTest
    @ValueSource(strings = {"US-ASCII", "ISO-8859-9", "UTF-16", "UTF-8"})
    void theDefaultCharsetChangesNothing(String charset) throws Exception {
        Path references = folder.resolve("references.csv");
        Files.writeString(
                references,
                """
                image,caption
                1.jpg,Ein Caf\u00e9 \u2013 \u201ca dog\u2019s bowl\u201d costs 5 \u20ac.
                1.jpg,A dog sits in a caf\u00e9.
                stra\u00dfe.jpg,Two bikes on a na\u00efve stra\u00dfe.
                """);
        Path captions = folder.resolve("captions.json");
        Files.writeString(
                captions,
                """
                [{"image_id": "1.jpg", "caption": "A dog\u2019s bowl in a caf\u00e9"},
                 {"image_id": "stra\u00dfe.jpg", "caption": "Two bicycles on a stra\u00dfe"}]
                """);
        Path printed = folder.resolve("printed.txt");

        int exitCode =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dfile.encoding=" + charset,
                                "-cp",
                                System.getProperty("java.class.path"),
                                DefaultCharsetTest.class.getName(),
                                references.toString(),
                                captions.toString())
                        .redirectOutput(printed.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .waitFor();

        assertEquals(0, exitCode);
        assertEquals(scores(references, captions), Files.readString(printed));
    }

    private static String scores(Path references, Path captions) {
        ReferenceSet set = ReferenceSet.tokenize(CaptionFile.readAll(references).captions());
        Map<String, String> hypotheses = CaptionFile.readPredictions(captions).captions();
        StringBuilder scores = new StringBuilder();
        for (Metric metric : List.of(new Bleu(), new RougeL(), new Cider(), new Meteor())) {
            MetricResult result = set.describe(metric.score(set.items(hypotheses)));
            scores.append(result.signature()).append(result.perImage()).append(result.corpus());
        }
        return scores.toString();
    }

    @Test
    void theWordsBeyondAsciiCount() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "image,caption\n1,caf\u00e9\n");
        assertEquals(Map.of("1", List.of("caf\u00e9")), CaptionFile.readAll(file).captions());
    }
}
