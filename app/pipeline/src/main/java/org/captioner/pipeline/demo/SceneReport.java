package org.captioner.pipeline.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.captioner.dataset.scene.Scene;
import org.captioner.dataset.scene.SceneAccuracy;
import org.captioner.dataset.scene.SceneJudge;
import org.captioner.eval.MetricResult;
import org.captioner.pipeline.evaluation.Evaluation;
import org.captioner.pipeline.report.ReportPage;
import org.captioner.pipeline.report.ReportPicture;
import org.captioner.pipeline.report.ReportTable;

/**
 * What the demonstration found, as a page and as a table.
 *
 * @param captions of the scenes by image id
 * @param scenes that were captioned, drawn in {@code pictures}
 * @param accuracy of the captions
 * @param evaluation of the captions
 */
public record SceneReport(
        Map<String, String> captions,
        List<Scene> scenes,
        SceneAccuracy accuracy,
        Evaluation evaluation) {
    /** Names and values of the accuracies, in hundredths. */
    public Map<String, Double> shares() {
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("exactly right", 100 * accuracy.exact());
        shares.put("sizes", 100 * accuracy.size());
        shares.put("colours", 100 * accuracy.colour());
        shares.put("shapes", 100 * accuracy.shape());
        shares.put("relations", 100 * accuracy.relation());
        return shares;
    }

    /**
     * The page.
     *
     * @param pictures the folder of the drawn scenes
     */
    public ReportPage page(Path pictures) {
        List<List<String>> shares = new ArrayList<>();
        shares().forEach((name, share) -> shares.add(List.of(name, percent(share))));
        List<List<String>> scores = new ArrayList<>();
        evaluation
                .scores()
                .forEach((name, score) -> scores.add(List.of(name, percent(100 * score))));
        StringBuilder footer = new StringBuilder();
        evaluation.conditions().forEach((name, value) -> footer.append(name + ": " + value + "\n"));
        for (MetricResult result : evaluation.results()) {
            footer.append(result.signature()).append('\n');
        }
        return new ReportPage(
                "captioner: drawn scenes",
                List.of(
                        "A small network was trained, from random weights, to describe drawn"
                            + " scenes. The scenes below were held out, and each shows a shape in a"
                            + " colour that no training picture showed together: to be right,"
                            + " colour and shape must have been learned separately.",
                        String.format(
                                Locale.ROOT,
                                "Of %d captions, %.0f %% name both sizes, colours and shapes and"
                                        + " their relation without a mistake.",
                                accuracy.scenes(),
                                100 * accuracy.exact())),
                List.of(
                        new ReportTable(
                                "Correct parts of the captions, in percent",
                                List.of("", "held out"),
                                shares),
                        new ReportTable("Scores, in percent", List.of("", "held out"), scores)),
                scenes.stream().map(scene -> picture(scene, pictures)).toList(),
                footer.toString());
    }

    private ReportPicture picture(Scene scene, Path pictures) {
        String caption = Objects.requireNonNull(captions.get(scene.image()), scene.image());
        boolean right = new SceneJudge().judge(caption, scene).isExact();
        return new ReportPicture(
                pictures.resolve(scene.image()),
                caption,
                scene.captions().subList(0, 2),
                right ? "right" : "wrong");
    }

    private static String percent(double hundredths) {
        return String.format(Locale.ROOT, "%.1f", hundredths);
    }
}
