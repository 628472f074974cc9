package org.captioner.encoder.resnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.encoder.tensor.TensorShape;

/** The networks and pictures of {@code src/test/python/resnet_golden.py}, by the same formulas. */
public final class GoldenNetworks {
    static final int ROWS = 75;
    static final int COLUMNS = 61;

    private GoldenNetworks() {}

    public static ResNetArchitecture architecture(String name) {
        ResNetArchitecture network =
                switch (name) {
                    case "resnet18-narrow" ->
                            ResNetArchitecture.custom(
                                    name,
                                    BlockKind.BASIC,
                                    List.of(2, 2, 2, 2),
                                    List.of(8, 12, 16, 24));
                    case "resnet50-narrow-v1.5" -> bottleneck(name, 6, List.of(4, 6, 8, 12));
                    case "resnet50-narrow-v1-caffe" ->
                            bottleneck(name, 6, List.of(4, 6, 8, 12))
                                    .withStrides(StridePlacement.V1)
                                    .withPool(StemPool.CAFFE);
                    case "resnet101-narrow" -> bottleneck(name, 23, List.of(4, 4, 4, 4));
                    default -> throw new IllegalArgumentException(name);
                };
        return network.withClasses(5);
    }

    private static ResNetArchitecture bottleneck(String name, int third, List<Integer> widths) {
        return ResNetArchitecture.custom(
                name, BlockKind.BOTTLENECK, List.of(3, 4, third, 3), widths);
    }

    public static Map<String, float[]> values(ResNetArchitecture architecture) {
        Map<String, float[]> values = new LinkedHashMap<>();
        architecture
                .tensors()
                .shapes()
                .forEach((name, shape) -> values.put(name, fill(name, shape)));
        return values;
    }

    static Map<String, NDArray> tensors(ResNetArchitecture architecture, NDManager manager) {
        Map<String, TensorShape> shapes = architecture.tensors().shapes();
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        values(architecture)
                .forEach(
                        (name, values) ->
                                tensors.put(
                                        name,
                                        manager.create(
                                                values, new Shape(shapes.get(name).sizes()))));
        return tensors;
    }

    /** Two pictures, (2, 3, 75, 61). */
    static float[] images() {
        double[] noise = noise(7, 2 * 3 * ROWS * COLUMNS);
        float[] images = new float[noise.length];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) ((noise[i] - 0.5) * 4);
        }
        return images;
    }

    private static float[] fill(String name, TensorShape shape) {
        int count = Math.toIntExact(shape.elements());
        double[] noise = noise(name.chars().sum(), count);
        double fanIn = shape.rank() > 1 ? (double) count / shape.sizes()[0] : 0;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            double value;
            if (shape.rank() > 1) {
                value = (noise[i] - 0.5) * Math.sqrt(24.0 / fanIn);
            } else if (name.endsWith("running_var")) {
                value = 0.5 + noise[i];
            } else if (name.endsWith("weight")) {
                value = 0.15 + 0.3 * noise[i];
            } else {
                value = (noise[i] - 0.5) * 0.2;
            }
            values[i] = (float) value;
        }
        return values;
    }

    private static double[] noise(int key, int count) {
        double[] noise = new double[count];
        for (int i = 0; i < count; i++) {
            int x = (int) (i * 2654435761L + key * 40503L + 1);
            x ^= x >>> 15;
            x *= (int) 2246822519L;
            x ^= x >>> 13;
            x *= (int) 3266489917L;
            x ^= x >>> 16;
            noise[i] = Integer.toUnsignedLong(x) / 0x1p32;
        }
        return noise;
    }
}
