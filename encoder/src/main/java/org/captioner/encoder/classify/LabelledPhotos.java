package org.captioner.encoder.classify;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.captioner.dataset.InputException;
import org.captioner.dataset.image.PhotoException;

/**
 * Photos by class, in a training and a test part.
 *
 * @param name what reports call the set
 * @param classes names by label
 * @param train weights are trained on these
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

    /**
     * The same without photos that cannot be read. Every photo is decoded once, on all cores, so
     * that a damaged one shows before hours of training and not in their midst.
     *
     * @param problems gets each photo that is left out
     * @throws InputException if a part has no photos left
     */
    public LabelledPhotos readable(Consumer<PhotoException> problems) {
        return new LabelledPhotos(
                name, classes, readable(train, problems), readable(test, problems), checksum);
    }

    private static List<LabelledPhoto> readable(
            List<LabelledPhoto> photos, Consumer<PhotoException> problems) {
        List<Optional<PhotoException>> found =
                photos.parallelStream().map(LabelledPhotos::problem).toList();
        found.forEach(problem -> problem.ifPresent(problems));
        return IntStream.range(0, photos.size())
                .filter(i -> found.get(i).isEmpty())
                .mapToObj(photos::get)
                .toList();
    }

    private static Optional<PhotoException> problem(LabelledPhoto photo) {
        try {
            Objects.requireNonNull(photo.photo().get(), "photo");
            return Optional.empty();
        } catch (PhotoException e) {
            return Optional.of(e);
        }
    }
}
