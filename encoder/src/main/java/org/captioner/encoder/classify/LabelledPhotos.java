package org.captioner.encoder.classify;

import java.util.HashSet;
import java.util.List;
import org.captioner.dataset.InputException;

/**
 * Photos by class, in a training and a test part.
 *
 * @param name what reports call the set
 * @param classes names by label
 * @param train weights are learnt from these
 * @param test accuracy is measured on these alone
 * @param checksum SHA-256 over what was read, in hexadecimal
 */
public record LabelledPhotos(
        String name,
        List<String> classes,
        List<LabelledPhoto> train,
        List<LabelledPhoto> test,
        String checksum) {
    public LabelledPhotos {
        classes = List.copyOf(classes);
        train = List.copyOf(train);
        test = List.copyOf(test);
        if (classes.size() < 2 || new HashSet<>(classes).size() < classes.size()) {
            throw new InputException(
                    name + ": needs two classes or more with names of their own, has " + classes);
        }
        if (train.isEmpty() || test.isEmpty()) {
            throw new InputException(
                    name
                            + ": has "
                            + train.size()
                            + " photos to train on and "
                            + test.size()
                            + " to test on; both need some");
        }
    }
}
