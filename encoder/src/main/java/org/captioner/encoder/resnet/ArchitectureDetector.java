package org.captioner.encoder.resnet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.captioner.encoder.tensor.TensorShape;

/**
 * Reads a network's structure off the names and shapes of its tensors: how many blocks each stage
 * has, of which kind, how wide. Strides and pooling leave no trace there.
 */
final class ArchitectureDetector {
    private static final Pattern FIRST_KERNEL =
            Pattern.compile("layer([1-4])\\.(\\d{1,3})\\.conv1\\.weight");
    private static final List<Integer> DEPTHS = List.of(18, 34, 50, 101, 152);

    private ArchitectureDetector() {}

    /**
     * Detects a network, with a head if there is an {@code fc.weight}.
     *
     * @param shapes by torchvision's names
     * @return empty if these are not the tensors of a residual network
     */
    static Optional<ResNetArchitecture> detect(Map<String, TensorShape> shapes) {
        int[] blocks = new int[4];
        for (String name : shapes.keySet()) {
            Matcher matcher = FIRST_KERNEL.matcher(name);
            if (matcher.matches()) {
                int stage = Integer.parseInt(matcher.group(1)) - 1;
                blocks[stage] = Math.max(blocks[stage], Integer.parseInt(matcher.group(2)) + 1);
            }
        }
        List<Integer> counts = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        for (int stage = 0; stage < blocks.length && blocks[stage] > 0; stage++) {
            OptionalInt width = outputs(shapes, "layer" + (stage + 1) + ".0.conv1.weight");
            if (width.isEmpty()) {
                return Optional.empty();
            }
            counts.add(blocks[stage]);
            widths.add(width.getAsInt());
        }
        if (counts.isEmpty() || !shapes.containsKey("conv1.weight")) {
            return Optional.empty();
        }
        BlockKind kind =
                shapes.containsKey("layer1.0.conv3.weight")
                        ? BlockKind.BOTTLENECK
                        : BlockKind.BASIC;
        ResNetArchitecture found = ResNetArchitecture.custom("resnet", kind, counts, widths);
        int classes = outputs(shapes, "fc.weight").orElse(0);
        return Optional.of(named(found).withClasses(classes));
    }

    private static OptionalInt outputs(Map<String, TensorShape> shapes, String name) {
        TensorShape shape = shapes.get(name);
        if (shape == null) {
            return OptionalInt.empty();
        }
        boolean usable =
                shape.rank() > 1
                        && shape.sizes()[0] >= 1
                        && shape.sizes()[0] <= ResNetArchitecture.LARGEST;
        return usable ? OptionalInt.of((int) shape.sizes()[0]) : OptionalInt.empty();
    }

    /** The same network under its usual name if it is, or begins like, a standard one. */
    private static ResNetArchitecture named(ResNetArchitecture found) {
        FeatureLayer last = FeatureLayer.ofStages(found.blocks().size());
        return DEPTHS.stream()
                .map(depth -> ResNetArchitecture.ofDepth(depth).upTo(last))
                .filter(
                        standard ->
                                standard.kind() == found.kind()
                                        && standard.blocks().equals(found.blocks())
                                        && standard.widths().equals(found.widths()))
                .findFirst()
                .orElse(found);
    }
}
