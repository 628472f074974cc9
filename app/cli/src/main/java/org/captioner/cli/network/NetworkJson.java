package org.captioner.cli.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.captioner.encoder.resnet.Convolution;
import org.captioner.encoder.resnet.LayerSummary;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetSummary;

/** A network for programs. */
public final class NetworkJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private NetworkJson() {}

    /** One object; sizes in cells, {@code multiplyAdds} for one picture. */
    public static String of(ResNetSummary summary) {
        ResNetArchitecture network = summary.architecture();
        ObjectNode root = JSON.createObjectNode();
        root.put("architecture", network.name());
        root.put("variant", network.strides().label());
        root.put("maxPool", network.pool().label());
        root.put("imageSize", summary.imageSize());
        root.put("parameters", summary.parameters());
        root.put("kerasParameters", summary.kerasParameters());
        root.put("multiplyAdds", summary.multiplyAdds());
        ArrayNode layers = root.putArray("layers");
        summary.layers().forEach(layer -> describe(layer, layers.addObject()));
        return root.toPrettyString() + "\n";
    }

    private static void describe(LayerSummary layer, ObjectNode node) {
        node.put("stage", layer.stage());
        node.put("layer", layer.layer());
        node.put("operation", layer.operation());
        node.put("blocks", layer.blocks());
        ArrayNode convolutions = node.putArray("convolutions");
        for (Convolution convolution : layer.convolutions()) {
            convolutions
                    .addObject()
                    .put("kernel", convolution.kernel())
                    .put("filters", convolution.outputs())
                    .put("stride", convolution.stride());
        }
        node.putArray("output")
                .add(layer.outputSize())
                .add(layer.outputSize())
                .add(layer.channels());
        node.put("parameters", layer.parameters());
        node.put("multiplyAdds", layer.multiplyAdds());
    }
}
