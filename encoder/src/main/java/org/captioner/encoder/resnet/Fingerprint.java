package org.captioner.encoder.resnet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;

/** SHA-256 over everything that decides a trunk's features. */
final class Fingerprint {
    private static final int CHUNK = 1 << 14;

    private Fingerprint() {}

    static String of(ResNetFeatures features, Function<String, float[]> tensors) {
        MessageDigest digest = sha256();
        ResNetArchitecture net = features.architecture();
        // The name is left out: it does not change a number.
        String structure =
                "resnet-features 1 "
                        + String.join(
                                " ",
                                net.kind().label(),
                                net.blocks().toString(),
                                net.widths().toString(),
                                net.strides().label(),
                                net.pool().label(),
                                Integer.toString(features.imageSize()),
                                Integer.toString(features.gridSide()));
        digest.update(structure.getBytes(StandardCharsets.UTF_8));
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (String name : net.tensors().shapes().keySet()) {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            for (float value : tensors.apply(name)) {
                if (!chunk.hasRemaining()) {
                    digest.update(chunk.flip());
                    chunk.clear();
                }
                chunk.putFloat(value);
            }
            digest.update(chunk.flip());
            chunk.clear();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
