package org.captioner.encoder.torchscript;

/**
 * The ways to compute an affine map {@code y = x Wᵀ + b} and what goes with it, as program text;
 * the one place where a matrix product with bias is written. Arguments and results are float32 in
 * all.
 *
 * <p>In texts, 15 and 6 are bfloat16 and float32 in the numbering of c10/core/ScalarType.h.
 */
public enum Arithmetic {
    /** Float32 by the engine's own products, MKL's on x86. */
    ENGINE(
            """
              def linear(self: __torch__.Written,
                x: Tensor,
                w: Tensor,
                b: Tensor) -> Tensor:
                return torch.linear(x, w, b)
            """,
            """
              def pack(self: __torch__.Written,
                w: Tensor) -> Tensor:
                return w

              def pack_back(self: __torch__.Written,
                w: Tensor) -> Tensor:
                return w

              def product(self: __torch__.Written,
                x: Tensor,
                w: Tensor,
                b: Tensor) -> Tensor:
                return torch.linear(x, w, b)

              def product_back(self: __torch__.Written,
                d: Tensor,
                w: Tensor) -> Tensor:
                return torch.matmul(d, w)

              def outer(self: __torch__.Written,
                d: Tensor,
                x: Tensor,
                w: Tensor) -> Tensor:
                return torch.matmul(torch.t(d), x)

            """),

    /**
     * Float32 by oneDNN, which not every build of the engine has: faster than MKL, which leaves
     * much of AMD's processors idle, and different by rounding only.
     *
     * <p>Of oneDNN's operations on dense tensors none has a gradient; the one on its own layout
     * does. With fewer than about a hundred rows, the way into and out of that layout costs what
     * the product saves.
     */
    ONE_DNN(
            """
              def linear(self: __torch__.Written,
                x: Tensor,
                w: Tensor,
                b: Tensor) -> Tensor:
                y = torch.mkldnn_linear(torch.to_mkldnn(x), w, b)
                return torch.to_dense(y)
            """,
            """
              def pack(self: __torch__.Written,
                w: Tensor) -> Tensor:
                return ops.mkldnn._reorder_linear_weight(w, None)

              def pack_back(self: __torch__.Written,
                w: Tensor) -> Tensor:
                return ops.mkldnn._reorder_linear_weight(torch.contiguous(torch.t(w)), None)

              def product(self: __torch__.Written,
                x: Tensor,
                w: Tensor,
                b: Tensor) -> Tensor:
                s = annotate(List[Optional[number]], [])
                return ops.mkldnn._linear_pointwise(x, w, b, "none", s, None)

              def product_back(self: __torch__.Written,
                d: Tensor,
                w: Tensor) -> Tensor:
                s = annotate(List[Optional[number]], [])
                return ops.mkldnn._linear_pointwise(d, w, None, "none", s, None)

              def outer(self: __torch__.Written,
                d: Tensor,
                x: Tensor,
                w: Tensor) -> Tensor:
                dw, db = torch.mkldnn_linear_backward_weights(torch.to_mkldnn(d), torch.to_mkldnn(x), w, False)
                return dw

            """),

    /**
     * Factors rounded to bfloat16, sums in float32: several times faster on processors with the
     * instructions. Results and gradients differ from exact arithmetic by the rounding of factors
     * to 8 bits, about 0.4 % of a typical value. Weights are rounded anew in each call, so an
     * optimiser works with full precision.
     */
    BFLOAT16(
            """
              def linear(self: __torch__.Written,
                x: Tensor,
                w: Tensor,
                b: Tensor) -> Tensor:
                y = torch.linear(torch.to(x, 15), torch.to(w, 15), torch.to(b, 15))
                return torch.to(y, 6)
            """,
            """
              def pack(self: __torch__.Written,
                w: Tensor) -> Tensor:
                return torch.to(w, 15)

              def pack_back(self: __torch__.Written,
                w: Tensor) -> Tensor:
                return torch.to(w, 15)

              def product(self: __torch__.Written,
                x: Tensor,
                w: Tensor,
                b: Tensor) -> Tensor:
                return torch.add(torch.to(torch.linear(torch.to(x, 15), w), 6), b)

              def product_back(self: __torch__.Written,
                d: Tensor,
                w: Tensor) -> Tensor:
                return torch.to(torch.matmul(torch.to(d, 15), w), 6)

              def outer(self: __torch__.Written,
                d: Tensor,
                x: Tensor,
                w: Tensor) -> Tensor:
                return torch.to(torch.matmul(torch.t(torch.to(d, 15)), torch.to(x, 15)), 6)

            """);

    private final String linear;
    private final String products;

    Arithmetic(String linear, String products) {
        this.linear = linear;
        this.products = products;
    }

    /** A method {@code linear(x, w, b)}, differentiable in all three. */
    String linear() {
        return linear;
    }

    /**
     * Methods for programs outside of gradients: {@code product(x, pack(w), b)} is {@code x Wᵀ +
     * b}, and for backward passes written by hand, {@code product_back(d, pack_back(w))} is {@code
     * d W} and {@code outer(d, x, w)} is {@code dᵀ x}, the gradient of {@code w}. What {@code pack}
     * returns may serve any number of products.
     */
    public String products() {
        return products;
    }
}
