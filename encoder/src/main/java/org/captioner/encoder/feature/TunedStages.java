package org.captioner.encoder.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.captioner.dataset.InputException;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.Stage;

/**
 * The stages of a residual network that are trained.
 *
 * @param names torchvision's, {@code layer1} to {@code layer4}, and {@code conv1} for the first
 *     convolution; or {@code all} alone
 */
public record TunedStages(Set<String> names) {
    private static final String ALL = "all";
    private static final String STEM = "conv1";

    public TunedStages {
        names = Set.copyOf(new TreeSet<>(names));
        boolean blank = names.stream().anyMatch(String::isBlank);
        if (names.isEmpty() || blank || (names.contains(ALL) && names.size() > 1)) {
            throw new InputException(
                    "stages to tune are 'all' or some of conv1, layer1, layer2, layer3, layer4;"
                            + " not "
                            + new TreeSet<>(names));
        }
    }

    /**
     * Reads {@code all}, or names separated by commas such as {@code layer3,layer4}.
     *
     * @throws InputException if there is none
     */
    public static TunedStages parse(String text) {
        Set<String> names = new TreeSet<>();
        for (String name : text.split(",", -1)) {
            names.add(name.strip());
        }
        return new TunedStages(names);
    }

    /**
     * Checks that the network has these stages.
     *
     * @throws InputException if it has not, or features are taken before the last of them
     */
    void requireIn(ResNetArchitecture architecture) {
        List<String> known = new ArrayList<>(List.of(ALL, STEM));
        architecture.stages().stream().map(Stage::name).forEach(known::add);
        for (String name : new TreeSet<>(names)) {
            if (!known.contains(name)) {
                throw new InputException(
                        "cannot tune '"
                                + name
                                + "': the features are computed by "
                                + String.join(", ", known.subList(1, known.size()))
                                + "; choose some of these, or 'all'");
            }
        }
    }

    /** Whether a tensor, by torchvision's name, belongs to one of the stages. */
    boolean contains(String tensor) {
        return names.contains(ALL) || names.contains(stage(tensor));
    }

    private static String stage(String tensor) {
        String first = tensor.substring(0, tensor.indexOf('.'));
        return first.equals("bn1") ? STEM : first;
    }

    @Override
    public String toString() {
        return String.join(",", new TreeSet<>(names));
    }
}
