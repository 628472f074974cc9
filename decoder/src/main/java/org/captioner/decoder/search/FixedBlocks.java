package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import org.captioner.decoder.network.IncrementalDecoder;

/**
 * Searches in blocks of one size, the last filled up by repeating an image.
 *
 * <p>Matrix products of another size may round differently in the last bit; with one size for all,
 * an image's caption and its probability are the same whatever images came along, to the bit.
 */
final class FixedBlocks implements Search {
    private static final int BLOCK = 16;

    private final Search search;

    FixedBlocks(Search search) {
        this.search = search;
    }

    @Override
    public List<List<Hypothesis>> search(IncrementalDecoder decoder, NDList features) {
        int images = Math.toIntExact(features.head().getShape().get(0));
        List<List<Hypothesis>> found = new ArrayList<>(images);
        for (int from = 0; from < images; from += BLOCK) {
            int to = Math.min(images, from + BLOCK);
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDList block = new NDList(features.size());
                NDIndex rows = new NDIndex("{}:{}", from, to);
                features.forEach(each -> block.add(filled(each.get(rows))));
                found.addAll(search.search(decoder, block).subList(0, to - from));
            }
        }
        return found;
    }

    private static NDArray filled(NDArray part) {
        int missing = BLOCK - Math.toIntExact(part.getShape().get(0));
        NDList parts = new NDList(part);
        for (int i = 0; i < missing; i++) {
            parts.add(part.get("0:1"));
        }
        return NDArrays.concat(parts, 0);
    }
}
