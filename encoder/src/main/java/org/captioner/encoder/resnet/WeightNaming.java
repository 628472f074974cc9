package org.captioner.encoder.resnet;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that published weights give to the same tensors. */
public enum WeightNaming {
    /** {@code conv1.weight}, {@code layer1.0.bn2.bias}, {@code fc.weight}; timm's are the same. */
    TORCHVISION("conv1.weight") {
        @Override
        String toTorchvision(String name) {
            return name;
        }
    },
    /**
     * Hugging Face's {@code microsoft/resnet-50} and its sisters, with or without the leading
     * {@code resnet.}:
     *
     * <pre>
     * embedder.embedder.{convolution,normalization}            conv1, bn1
     * encoder.stages.S.layers.B.layer.N.{convolution,...}      layer(S+1).B.conv(N+1), bn(N+1)
     * encoder.stages.S.layers.B.shortcut.{convolution,...}     layer(S+1).B.downsample.0, .1
     * classifier.1                                             fc
     * </pre>
     */
    HUGGING_FACE("embedder.embedder.convolution.weight") {
        private static final Pattern NAME =
                Pattern.compile(
                        "(?:resnet\\.)?(?:(?<stem>embedder\\.embedder)"
                            + "|encoder\\.stages\\.(?<stage>\\d)\\.layers\\.(?<block>\\d{1,3})\\."
                            + "(?:layer\\.(?<part>\\d)|shortcut)"
                            + ")\\.(?<kind>convolution|normalization)\\.(?<tensor>\\w+)");
        private static final String HEAD = "classifier.1.";

        @Override
        String toTorchvision(String name) {
            if (name.startsWith(HEAD)) {
                return "fc." + name.substring(HEAD.length());
            }
            Matcher matcher = NAME.matcher(name);
            if (!matcher.matches()) {
                return name;
            }
            boolean convolution = matcher.group("kind").equals("convolution");
            String tensor = "." + matcher.group("tensor");
            if (matcher.group("stem") != null) {
                return (convolution ? "conv1" : "bn1") + tensor;
            }
            int stage = Integer.parseInt(matcher.group("stage")) + 1;
            String block = "layer" + stage + "." + Integer.parseInt(matcher.group("block")) + ".";
            if (matcher.group("part") == null) {
                return block + "downsample." + (convolution ? 0 : 1) + tensor;
            }
            int part = Integer.parseInt(matcher.group("part")) + 1;
            return block + (convolution ? "conv" : "bn") + part + tensor;
        }
    };

    private final String sign;

    WeightNaming(String sign) {
        this.sign = sign;
    }

    /** The name that torchvision gives the tensor; a name of no known form stays as it is. */
    abstract String toTorchvision(String name);

    /** The naming that a file's tensors follow; torchvision's if they follow none. */
    static WeightNaming detect(Set<String> names) {
        boolean huggingFace =
                names.stream()
                        .anyMatch(
                                n ->
                                        n.equals(HUGGING_FACE.sign)
                                                || n.equals("resnet." + HUGGING_FACE.sign));
        return huggingFace ? HUGGING_FACE : TORCHVISION;
    }
}
