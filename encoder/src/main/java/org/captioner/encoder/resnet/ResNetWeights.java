package org.captioner.encoder.resnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.captioner.encoder.tensor.SafetensorsFile;
import org.captioner.encoder.tensor.TensorShape;

/**
 * Trained tensors of a residual network, read from a safetensors file by torchvision's names
 * whatever the file calls them.
 *
 * <p>The file must hold one network completely, from the stem to some stage, with or without a
 * head; anything missing, left over or of another shape is an error when it is opened. Counters
 * that only training needs ({@code num_batches_tracked}) may be there.
 *
 * <pre>{@code
 * try (ResNetWeights weights = ResNetWeights.open(Path.of("resnet50.safetensors"))) {
 *     ResNetFeatures features = ResNetFeatures.of(weights.architecture().withClasses(0), 224);
 *     FoldedResNet network = FoldedResNet.fold(features, weights::values);
 * }
 * }</pre>
 */
public final class ResNetWeights implements AutoCloseable {
    /** Keys of the file's metadata, as {@link #metadata} writes them. */
    private static final String VARIANT = "variant";

    private static final String MAX_POOL = "max_pool";
    private static final String COUNTER = "num_batches_tracked";

    private final SafetensorsFile file;
    private final Map<String, String> fileNames;
    private final ResNetArchitecture architecture;

    private ResNetWeights(
            SafetensorsFile file, Map<String, String> fileNames, ResNetArchitecture architecture) {
        this.file = file;
        this.fileNames = fileNames;
        this.architecture = architecture;
    }

    /**
     * Opens a file that holds nothing but a network.
     *
     * @throws InputException if it is not a sound safetensors file or not a whole residual network
     */
    public static ResNetWeights open(Path path) {
        return open(path, "");
    }

    /**
     * Opens a file that may hold other tensors than a network's, such as a model bundle's.
     *
     * @param prefix what the network's names begin with, such as {@code encoder.}
     * @throws InputException as {@link #open(Path)}
     */
    public static ResNetWeights open(Path path, String prefix) {
        SafetensorsFile file = SafetensorsFile.open(path);
        try {
            return of(file, prefix);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static ResNetWeights of(SafetensorsFile file, String prefix) {
        Map<String, String> fileNames = new LinkedHashMap<>();
        Map<String, TensorShape> shapes = new LinkedHashMap<>();
        WeightNaming naming = WeightNaming.detect(file.names());
        for (String fileName : file.names()) {
            if (fileName.startsWith(prefix) && !fileName.endsWith(COUNTER)) {
                String name = naming.toTorchvision(fileName.substring(prefix.length()));
                fileNames.put(name, fileName);
                shapes.put(name, file.shape(fileName));
            }
        }
        ResNetArchitecture detected =
                ArchitectureDetector.detect(shapes)
                        .orElseThrow(() -> notResNet(file.path(), fileNames));
        detected.tensors().requireEqual(file.path().toString(), shapes);
        return new ResNetWeights(file, fileNames, conventions(detected, file));
    }

    private static InputException notResNet(Path path, Map<String, String> names) {
        String first = names.values().stream().limit(3).toList().toString();
        return new InputException(
                path
                        + ": holds no residual network by torchvision's, timm's or Hugging Face's"
                        + " names (it has "
                        + names.size()
                        + " tensors, first "
                        + first
                        + "); convert its names to torchvision's");
    }

    private static ResNetArchitecture conventions(
            ResNetArchitecture detected, SafetensorsFile file) {
        ResNetArchitecture result = detected;
        String variant = file.metadata().get(VARIANT);
        if (variant != null) {
            result = result.withStrides(StridePlacement.parse(variant));
        }
        String pool = file.metadata().get(MAX_POOL);
        if (pool != null) {
            result = result.withPool(parsePool(pool));
        }
        return result;
    }

    /** Takes a label, or a layer's arguments such as {@code kernel=3,stride=2,padding=1}. */
    private static StemPool parsePool(String text) {
        String compact = text.toLowerCase(Locale.ROOT).replace(" ", "");
        if (!compact.contains("padding=")) {
            return StemPool.parse(compact);
        }
        return compact.contains("padding=0") ? StemPool.CAFFE : StemPool.TORCHVISION;
    }

    /**
     * The network that the file holds. Strides and pooling are those its metadata names, otherwise
     * torchvision's; the tensors do not show them.
     */
    public ResNetArchitecture architecture() {
        return architecture;
    }

    /** The metadata that a file needs so that {@link #architecture} is read back right. */
    public static Map<String, String> metadata(ResNetArchitecture architecture) {
        return Map.of(
                "format",
                "pt",
                "architecture",
                architecture.name(),
                VARIANT,
                architecture.strides().label(),
                MAX_POOL,
                architecture.pool().label());
    }

    /**
     * The values of one tensor.
     *
     * @param name torchvision's
     */
    public float[] values(String name) {
        return file.readFloats(fileName(name));
    }

    /**
     * Reads the tensors that a network needs, by torchvision's names, as FLOAT32.
     *
     * @param wanted this file's architecture, or a part of it
     * @param manager owns the arrays
     */
    public Map<String, NDArray> tensors(ResNetArchitecture wanted, NDManager manager) {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        for (String name : wanted.tensors().shapes().keySet()) {
            tensors.put(name, file.read(fileName(name), manager));
        }
        return tensors;
    }

    private String fileName(String name) {
        String fileName = fileNames.get(name);
        if (fileName == null) {
            throw new InputException(
                    file.path() + ": holds no tensor '" + name + "'; it is another network's file");
        }
        return fileName;
    }

    /** The file's own metadata, unchanged. */
    public Map<String, String> fileMetadata() {
        return file.metadata();
    }

    /** Where the tensors come from, for messages. */
    public Path path() {
        return file.path();
    }

    @Override
    public void close() {
        file.close();
    }
}
