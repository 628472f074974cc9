package org.captioner.encoder.torchscript;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.captioner.dataset.InputException;
import org.captioner.encoder.EncoderDescription;
import org.captioner.encoder.ImageEncoder;

/**
 * Any network as an encoder: a file that {@code torch.jit.save} wrote, such as a VGG, a DenseNet,
 * an EfficientNet or a vision transformer.
 *
 * <p><strong>A TorchScript file is a program.</strong> Loading and calling it runs its code: no
 * Python, but operators that can read and write files, use any amount of memory, or never end. The
 * engine has no sandbox for it. So a file is only ever loaded because a person named it, here or on
 * the command line; model bundles cannot contain or refer to one, which keeps their promise that a
 * model file never executes code. Use files from people you would run a program from.
 *
 * <pre>{@code
 * ImageTransform transform = ImageTransform.imageNet(Resize.CROP, 224);
 * try (ImageEncoder encoder =
 *         TorchScriptEncoder.load(Path.of("vgg16.pt"), TorchScriptOptions.of(transform))) {
 *     float[] grid = encoder.encode(pixels, 1);
 * }
 * }</pre>
 *
 * <p>Thread-safe if the network is, which those of torchvision are: they write to nothing when they
 * evaluate.
 */
public final class TorchScriptEncoder implements ImageEncoder {
    private final Path file;
    private final TorchScriptOptions options;
    private final PtNDManager manager;
    private final PtSymbolBlock block;
    private final FeatureLayout layout;
    private final EncoderDescription description;

    private TorchScriptEncoder(Path file, TorchScriptOptions options, PtSymbolBlock block) {
        this.file = file;
        this.options = options;
        this.block = block;
        this.manager = (PtNDManager) NDManager.newBaseManager();
        int length = options.transform().length();
        try (NDManager scratch = manager.newSubManager();
                NDArray features = run(new float[length], scratch)) {
            layout = FeatureLayout.of(file.toString(), features.getShape());
        }
        description =
                new EncoderDescription(
                        file.getFileName().toString().replaceFirst("\\.[^.]*$", ""),
                        "",
                        options.method() + ":" + options.output(),
                        layout.rows(),
                        layout.columns(),
                        layout.channels(),
                        options.transform(),
                        fingerprint(file, options));
    }

    /**
     * Loads and runs a file; see the warning above.
     *
     * @throws InputException if it cannot be read, is not TorchScript, or does not return features
     *     for a photo of the declared size
     */
    public static TorchScriptEncoder load(Path file, TorchScriptOptions options) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new InputException(file + ": no such file, or not readable; check the path");
        }
        PtNDManager loader = (PtNDManager) NDManager.newBaseManager();
        PtSymbolBlock block;
        try (InputStream stream = Files.newInputStream(file)) {
            block = JniUtils.loadModule(loader, stream, false, false);
        } catch (IOException | EngineException e) {
            loader.close();
            throw new InputException(
                    file
                            + ": cannot be loaded as TorchScript, "
                            + firstLine(e)
                            + "; write it with torch.jit.save",
                    e);
        }
        block.freezeParameters(true);
        try {
            return new TorchScriptEncoder(file, options, block);
        } catch (RuntimeException e) {
            block.close();
            throw e;
        }
    }

    /** Number of parameters, those of a head in the file included. */
    public long parameters() {
        try (NDManager scratch = manager.newSubManager()) {
            return JniUtils.moduleGetParams(block, (PtNDManager) scratch).stream()
                    .mapToLong(NDArray::size)
                    .sum();
        }
    }

    @Override
    public EncoderDescription description() {
        return description;
    }

    @Override
    public float[] encode(float[] photos, int count) {
        description.requirePhotos(photos, count);
        int pixels = options.transform().length();
        float[] grids = new float[count * description.length()];
        for (int photo = 0; photo < count; photo++) {
            float[] one = Arrays.copyOfRange(photos, photo * pixels, (photo + 1) * pixels);
            try (NDManager scratch = manager.newSubManager()) {
                float[] grid = layout.cells(run(one, scratch));
                System.arraycopy(grid, 0, grids, photo * description.length(), grid.length);
            }
        }
        return grids;
    }

    /** The chosen result for one photo, as float32. */
    private NDArray run(float[] photo, NDManager scratch) {
        int size = options.transform().size();
        try (IValue image =
                        IValue.from(
                                (PtNDArray) scratch.create(photo, new Shape(1, 3, size, size)));
                IValue result = ModuleCall.run(block, options.method(), image)) {
            NDArray features = chosen(result, (PtNDManager) scratch);
            return features.toType(DataType.FLOAT32, false);
        } catch (EngineException e) {
            throw new InputException(
                    file
                            + ": "
                            + options.method()
                            + " fails on a photo of "
                            + size
                            + " pixels, "
                            + firstLine(e)
                            + "; check the declared size and method",
                    e);
        }
    }

    private NDArray chosen(IValue result, PtNDManager scratch) {
        if (result.isMap()) {
            IValue value = result.toIValueMap().get(options.output());
            if (value == null || !value.isTensor()) {
                throw noSuchOutput("the tensors " + result.toIValueMap().keySet());
            }
            return value.toTensor(scratch);
        }
        IValue[] values = {result};
        if (result.isTuple()) {
            values = result.toIValueTuple();
        } else if (!result.isTensor()) {
            values = result.toIValueArray();
        }
        int position =
                options.output().matches("\\d{1,4}") ? Integer.parseInt(options.output()) : -1;
        if (position < 0 || position >= values.length || !values[position].isTensor()) {
            throw noSuchOutput(values.length + " values, counted from 0");
        }
        return values[position].toTensor(scratch);
    }

    private InputException noSuchOutput(String found) {
        return new InputException(
                file
                        + ": "
                        + options.method()
                        + " returns "
                        + found
                        + "; none is the tensor '"
                        + options.output()
                        + "'");
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static String fingerprint(Path file, TorchScriptOptions options) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String choice =
                    "torchscript 1 "
                            + options.method()
                            + " "
                            + options.output()
                            + " "
                            + options.transform().size()
                            + "\n";
            digest.update(choice.getBytes(StandardCharsets.UTF_8));
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read, " + e + "; check the disk", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        block.close();
        manager.close();
    }
}
