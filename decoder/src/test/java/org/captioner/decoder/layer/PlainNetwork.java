package org.captioner.decoder.layer;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.captioner.decoder.network.CaptionDecoder;

/**
 * The parts of networks in plain loops over doubles, one vector at a time, to follow a paper's
 * formulas without tensors; parameters are those of a decoder.
 */
public final class PlainNetwork {
    private final Map<String, NDArray> parameters;

    /** With the decoder's parameters as they are. */
    public PlainNetwork(CaptionDecoder decoder) {
        parameters = decoder.parameters().arrays();
    }

    /** A hidden state and a memory cell. */
    public static final class State {
        private final double[] hidden;
        private final double[] cell;

        public State(double[] hidden, double[] cell) {
            this.hidden = hidden;
            this.cell = cell;
        }

        public double[] hidden() {
            return hidden;
        }

        public double[] cell() {
            return cell;
        }
    }

    /** Zeros. */
    public static State zeros(int width) {
        return new State(new double[width], new double[width]);
    }

    /** {@code W x + b}. */
    public double[] linear(String name, double[] x) {
        float[] weight = values(name + ".weight");
        float[] bias = values(name + ".bias");
        double[] y = new double[bias.length];
        for (int row = 0; row < y.length; row++) {
            y[row] = bias[row];
            for (int column = 0; column < x.length; column++) {
                y[row] += weight[row * x.length + column] * x[column];
            }
        }
        return y;
    }

    /** The cells of a grid (cells, channels) brought to the decoder's width. */
    public List<double[]> project(NDArray grid) {
        float[] positions = values("grid.positions");
        List<double[]> cells = new ArrayList<>();
        for (double[] cell : rows(grid)) {
            double[] projected = linear("grid.dense", normalise("grid.norm", cell));
            for (int i = 0; i < projected.length; i++) {
                projected[i] += positions[cells.size() * projected.length + i];
            }
            cells.add(projected);
        }
        return cells;
    }

    /** Layer normalisation. */
    public double[] normalise(String name, double[] x) {
        double mean = IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow();
        double variance =
                IntStream.range(0, x.length)
                        .mapToDouble(i -> (x[i] - mean) * (x[i] - mean))
                        .average()
                        .orElseThrow();
        float[] gain = values(name + ".weight");
        float[] bias = values(name + ".bias");
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = (x[i] - mean) / Math.sqrt(variance + 1e-5) * gain[i] + bias[i];
        }
        return y;
    }

    /** The vector of a word. */
    public double[] word(int id, int width) {
        float[] vectors = values("words.weight");
        return IntStream.range(0, width).mapToDouble(i -> vectors[id * width + i]).toArray();
    }

    /** Logits by tied word vectors. */
    public double[] logits(double[] x) {
        return linear("words", x);
    }

    /** {@code v . tanh(key + query)}. */
    public double score(double[] key, double[] query) {
        float[] v = values("attention.score");
        return IntStream.range(0, v.length)
                .mapToDouble(i -> v[i] * Math.tanh(key[i] + query[i]))
                .sum();
    }

    /** The LSTM's equations, gates in the order input, forget, candidate, output. */
    public static State lstm(double[] sums, State before) {
        int width = before.hidden().length;
        State after = zeros(width);
        for (int i = 0; i < width; i++) {
            double candidate = Math.tanh(sums[2 * width + i]);
            after.cell()[i] =
                    sigmoid(sums[width + i]) * before.cell()[i] + sigmoid(sums[i]) * candidate;
            after.hidden()[i] = sigmoid(sums[3 * width + i]) * Math.tanh(after.cell()[i]);
        }
        return after;
    }

    public static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    public static double[] softmax(double... x) {
        double sum = IntStream.range(0, x.length).mapToDouble(i -> Math.exp(x[i])).sum();
        return IntStream.range(0, x.length).mapToDouble(i -> Math.exp(x[i]) / sum).toArray();
    }

    /** {@code sum_i weights_i vectors_i}. */
    public static double[] weighted(double[] weights, List<double[]> vectors) {
        double[] sum = new double[vectors.get(0).length];
        for (int i = 0; i < vectors.size(); i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += weights[i] * vectors.get(i)[j];
            }
        }
        return sum;
    }

    public static double[] mean(List<double[]> vectors) {
        double[] even = new double[vectors.size()];
        Arrays.fill(even, 1.0 / even.length);
        return weighted(even, vectors);
    }

    public static double[] add(double[]... vectors) {
        double[] sum = new double[vectors[0].length];
        for (double[] vector : vectors) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
        }
        return sum;
    }

    public static double[] joined(double[]... vectors) {
        return Stream.of(vectors).flatMapToDouble(Arrays::stream).toArray();
    }

    /** The rows of a matrix. */
    public static List<double[]> rows(NDArray matrix) {
        float[] values = matrix.toFloatArray();
        int width = Math.toIntExact(matrix.getShape().get(1));
        List<double[]> rows = new ArrayList<>();
        for (int start = 0; start < values.length; start += width) {
            double[] row = new double[width];
            for (int i = 0; i < width; i++) {
                row[i] = values[start + i];
            }
            rows.add(row);
        }
        return rows;
    }

    private float[] values(String name) {
        return parameters.get(name).toFloatArray();
    }
}
