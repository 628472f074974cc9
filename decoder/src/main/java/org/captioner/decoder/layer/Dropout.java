package org.captioner.decoder.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.captioner.decoder.network.Acceleration;
import org.captioner.decoder.network.Mode;
import org.captioner.encoder.tensor.Scalar;
import org.captioner.encoder.torchscript.TorchScriptModule;

/**
 * Dropout (Srivastava et al. 2014), drawn from the engine's random generator while training.
 *
 * <p>The engine draws one number after another in a single thread, one for each value. Accelerated,
 * each number of 63 bits decides about four values, by 15 bits each, and the rest is done by all
 * threads: other values are dropped than without acceleration, but as many.
 *
 * @param rate the share of values set to 0, in [0, 1), rounded to a multiple of 1/32768
 * @param acceleration how values to drop are drawn
 */
public record Dropout(double rate, Acceleration acceleration) {
    private static final String METHOD = "drop";

    /** 4 and 6 are int64 and float32 in the numbering of c10/core/ScalarType.h. */
    private static final String BEGIN =
            """
              def drop(self: __torch__.Written,
                x: Tensor) -> Tensor:
                n = torch.numel(x)
                drawn = torch.random_(torch.new_empty(x, [(n + 3) // 4], dtype=4))
            """;

    private static final String PART =
            """
                kept{K} = torch.ge(torch.bitwise_and(drawn, {MASK}), {DROPPED})
            """;

    private static final String END =
            """
                kept = torch.slice(torch.cat([kept0, kept1, kept2, kept3], 0), 0, 0, n, 1)
                factors = torch.mul_(torch.to(kept, 6), {SCALE})
                return torch.mul(x, torch.reshape(factors, torch.size(x)))
            """;

    private static final int BITS = 15;

    /** One program for each rate there is; they hold nothing and live as long as the process. */
    private static final Map<Long, TorchScriptModule> PROGRAMS = new ConcurrentHashMap<>();

    /** Any shape; while inferring, {@code x} itself. */
    public NDArray apply(NDArray x, Mode mode) {
        long dropped = Math.round(rate * (1 << BITS));
        if (dropped == 0 || mode == Mode.INFERENCE) {
            return x;
        }
        return acceleration == Acceleration.FUSED
                ? PROGRAMS.computeIfAbsent(dropped, Dropout::compile).forward(METHOD, x)
                : definition(x, (double) dropped / (1 << BITS));
    }

    /** {@code x} where a number drawn evenly is not below the rate, divided by the rest. */
    private static NDArray definition(NDArray x, double rate) {
        NDArray drawn = x.getManager().randomUniform(0f, 1f, x.getShape());
        NDArray kept = drawn.gte((float) rate).toType(DataType.FLOAT32, false);
        return x.mul(Scalar.multiply(kept, 1 / (1 - rate)));
    }

    private static TorchScriptModule compile(long dropped) {
        StringBuilder text = new StringBuilder(BEGIN);
        for (int part = 0; part < 4; part++) {
            long mask = ((1L << BITS) - 1) << (BITS * part);
            text.append(
                    PART.replace("{K}", Integer.toString(part))
                            .replace("{MASK}", Long.toString(mask))
                            .replace("{DROPPED}", Long.toString(dropped << (BITS * part))));
        }
        double scale = 1 / (1 - (double) dropped / (1 << BITS));
        text.append(END.replace("{SCALE}", String.format(Locale.ROOT, "%.12f", scale)));
        return TorchScriptModule.compile(text.toString());
    }
}
