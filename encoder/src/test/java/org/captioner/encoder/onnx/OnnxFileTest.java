package org.captioner.encoder.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.captioner.encoder.resnet.FoldedResNet;
import org.captioner.encoder.resnet.GoldenNetworks;
import org.captioner.encoder.resnet.ResNet;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxFileTest {
    private static final int SIZE = 64;
    private static final int PHOTOS = 3;

    @Test
    void aWrittenClassifierGivesTheNetworksLogitsForAnyCountOfPhotos(@TempDir Path folder)
            throws Exception {
        ResNetArchitecture whole = GoldenNetworks.architecture("resnet50-narrow-v1-caffe");
        Map<String, float[]> tensors = GoldenNetworks.values(whole);
        FoldedResNet network =
                FoldedResNet.fold(ResNetFeatures.of(whole.withClasses(0), SIZE), tensors::get);
        Path target = folder.resolve("classifier.onnx");
        OnnxFile file =
                OnnxFile.classifier(network, tensors.get("fc.weight"), tensors.get("fc.bias"));
        file.write(target);
        assertEquals(file.size(), Files.size(target));

        float[] photos = photos();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(target.toString());
                OnnxTensor images =
                        OnnxTensor.createTensor(
                                environment,
                                FloatBuffer.wrap(photos),
                                new long[] {PHOTOS, 3, SIZE, SIZE});
                OrtSession.Result result = session.run(Map.of(OnnxFile.IMAGES, images))) {
            assertEquals("v1", session.getMetadata().getCustomMetadata().get("variant"));
            OnnxTensor logits = (OnnxTensor) result.get(OnnxFile.LOGITS).orElseThrow();
            assertArrayEquals(new long[] {PHOTOS, 5}, logits.getInfo().getShape());
            float[] actual = logits.getFloatBuffer().array();
            assertArrayEquals(expectedLogits(whole, tensors, photos), actual, 1e-5f);
        }
    }

    private static float[] expectedLogits(
            ResNetArchitecture architecture, Map<String, float[]> values, float[] photos) {
        TensorEngine.start(1);
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> tensors = new HashMap<>();
            architecture
                    .tensors()
                    .shapes()
                    .forEach(
                            (name, shape) ->
                                    tensors.put(
                                            name,
                                            manager.create(
                                                    values.get(name), new Shape(shape.sizes()))));
            ResNet network = new ResNet(architecture);
            network.setTensors(tensors);
            network.freezeParameters(true);
            NDArray images = manager.create(photos, new Shape(PHOTOS, 3, SIZE, SIZE));
            return network.forward(new ParameterStore(manager, false), new NDList(images), false)
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }

    private static float[] photos() {
        Random random = new Random(5);
        float[] photos = new float[PHOTOS * 3 * SIZE * SIZE];
        for (int i = 0; i < photos.length; i++) {
            photos[i] = (float) random.nextGaussian();
        }
        return photos;
    }
}
