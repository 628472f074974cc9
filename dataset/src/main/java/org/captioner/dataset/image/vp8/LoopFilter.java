package org.captioner.dataset.image.vp8;

/** Smooths the edges of blocks in a decoded frame (RFC 6386, section 15). */
final class LoopFilter {
    private final Plane[] planes;
    private final FilterStrengths strengths;

    /**
     * @param planes luma and, unless the simple filter is used, both chroma
     */
    LoopFilter(Plane[] planes, FilterStrengths strengths) {
        this.planes = planes;
        this.strengths = strengths;
    }

    /** Filters one macroblock; all those above and to its left come before. */
    void filter(Macroblock block, int column, int row) {
        FilterStrengths.Strength strength = strengths.of(block);
        if (strength.limit() == 0) {
            return;
        }
        switch (strengths.kind()) {
            case NONE -> {}
            case SIMPLE -> filter(planes[0], 16, block, strength, column, row);
            case NORMAL -> {
                filter(planes[0], 16, block, strength, column, row);
                filter(planes[1], 8, block, strength, column, row);
                filter(planes[2], 8, block, strength, column, row);
            }
        }
    }

    private void filter(
            Plane plane,
            int size,
            Macroblock block,
            FilterStrengths.Strength strength,
            int column,
            int row) {
        int stride = plane.stride();
        int from = size * (row * stride + column);
        EdgeFilter filter = new EdgeFilter(plane.samples(), strengths.kind(), strength);
        if (column > 0) {
            filter.outer(from, 1, stride, size);
        }
        if (block.innerEdges()) {
            for (int i = 4; i < size; i += 4) {
                filter.inner(from + i, 1, stride, size);
            }
        }
        if (row > 0) {
            filter.outer(from, stride, 1, size);
        }
        if (block.innerEdges()) {
            for (int i = 4; i < size; i += 4) {
                filter.inner(from + i * stride, stride, 1, size);
            }
        }
    }
}
