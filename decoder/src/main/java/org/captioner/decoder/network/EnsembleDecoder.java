package org.captioner.decoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.captioner.dataset.InputException;
import org.captioner.encoder.tensor.Scalar;

/**
 * Several decoders that choose each word together, by the mean of their probabilities:
 *
 * <pre>
 *   log p = logsumexp_m(log p_m) - log n
 * </pre>
 *
 * <p>Its logits are these logarithms. Attention is the mean over members where all have attention
 * over grids of one size, and empty elsewhere. The members stay the caller's.
 *
 * <pre>{@code
 * IncrementalDecoder both =
 *         new EnsembleDecoder(List.of(new Member(lstm, 0), new Member(transformer, 0)));
 * search.search(both, new NDList(grids));
 * }</pre>
 */
public final class EnsembleDecoder implements IncrementalDecoder {
    private final List<Member> members;
    private final DecoderShape shape;

    /**
     * A decoder of an ensemble.
     *
     * @param encoder the index of the features that it reads; members may share an encoder
     */
    public record Member(IncrementalDecoder decoder, int encoder) {}

    /**
     * Joins decoders of one vocabulary.
     *
     * @param members at least one
     * @throws InputException if their vocabularies are not of one size
     */
    public EnsembleDecoder(List<Member> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("an ensemble needs at least one member");
        }
        this.members = List.copyOf(members);
        DecoderShape first = members.get(0).decoder().shape();
        int longest = first.maximumLength();
        for (Member member : members) {
            DecoderShape other = member.decoder().shape();
            if (other.vocabulary() != first.vocabulary()) {
                throw new InputException(
                        "the decoders of an ensemble must share a vocabulary, but one has "
                                + first.vocabulary()
                                + " words and another "
                                + other.vocabulary()
                                + "; choose models trained on the same captions");
            }
            longest = Math.min(longest, other.maximumLength());
        }
        shape =
                new DecoderShape(
                        first.rows(),
                        first.columns(),
                        first.channels(),
                        first.vocabulary(),
                        longest);
    }

    /** The first member's, with the shortest of their longest sentences. */
    @Override
    public DecoderShape shape() {
        return shape;
    }

    @Override
    public DecoderState initialState(NDList features, int beams) {
        return new States(
                members.stream()
                        .map(
                                each ->
                                        each.decoder()
                                                .initialState(
                                                        new NDList(features.get(each.encoder())),
                                                        beams))
                        .toList());
    }

    @Override
    public Step step(DecoderState state, NDArray words) {
        List<DecoderState> states = ((States) state).ofMembers();
        NDList logProbabilities = new NDList(members.size());
        List<Optional<NDArray>> attention = new ArrayList<>();
        List<DecoderState> next = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            Step step = members.get(i).decoder().step(states.get(i), words);
            logProbabilities.add(step.logits().logSoftmax(-1));
            attention.add(step.attention());
            next.add(step.next());
        }
        return new Step(logOfMean(logProbabilities), mean(attention), new States(next));
    }

    /** Logarithm of the mean of numbers given by their logarithms. */
    private static NDArray logOfMean(NDList logarithms) {
        NDArray stacked = NDArrays.stack(logarithms);
        NDArray most = stacked.max(new int[] {0});
        return stacked.sub(most).exp().mean(new int[] {0}).log().add(most);
    }

    private static Optional<NDArray> mean(List<Optional<NDArray>> weights) {
        NDList present = new NDList();
        weights.forEach(each -> each.ifPresent(present::add));
        boolean alike =
                present.size() == weights.size()
                        && present.stream().map(NDArray::getShape).distinct().count() == 1;
        return alike
                ? Optional.of(
                        Scalar.multiply(
                                NDArrays.stack(present).sum(new int[] {0}), 1.0 / present.size()))
                : Optional.empty();
    }

    /** The states of all members. */
    private record States(List<DecoderState> ofMembers) implements DecoderState {
        @Override
        public DecoderState select(NDArray rows) {
            return new States(ofMembers.stream().map(each -> each.select(rows)).toList());
        }

        @Override
        public NDList shared() {
            NDList shared = new NDList();
            ofMembers.forEach(each -> shared.addAll(each.shared()));
            return shared;
        }
    }
}
