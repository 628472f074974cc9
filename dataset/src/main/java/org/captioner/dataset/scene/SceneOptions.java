package org.captioner.dataset.scene;

/**
 * What {@link SceneGenerator} draws.
 *
 * @param seed equal options give equal scenes and, on one Java version, equal pixels
 * @param imageSize rows and columns of each picture, {@value #SMALLEST} to {@value #LARGEST}
 * @param trainImages pictures to learn from
 * @param devImages pictures with the colour-shape pairs that are withheld for the dev split
 * @param testImages pictures with the pairs that are withheld for the test split
 */
public record SceneOptions(
        long seed, int imageSize, int trainImages, int devImages, int testImages) {
    static final int SMALLEST = 32;
    static final int LARGEST = 1024;
    private static final int MOST_IMAGES = 100_000;

    public SceneOptions {
        if (imageSize < SMALLEST || imageSize > LARGEST) {
            throw new IllegalArgumentException(
                    "imageSize must be " + SMALLEST + " to " + LARGEST + ", not " + imageSize);
        }
        requireCount("trainImages", trainImages);
        requireCount("devImages", devImages);
        requireCount("testImages", testImages);
    }

    /**
     * 96x96 pixels; 1600 pictures to learn from, 100 for dev, 100 for test. In equal training time,
     * more pictures seen less often teach small captioners more about withheld pairs.
     */
    public static SceneOptions standard(long seed) {
        return new SceneOptions(seed, 96, 1600, 100, 100);
    }

    /** These options with pictures of another size. */
    public SceneOptions withImageSize(int size) {
        return new SceneOptions(seed, size, trainImages, devImages, testImages);
    }

    /** These options with another number of pictures to learn from. */
    public SceneOptions withTrainImages(int count) {
        return new SceneOptions(seed, imageSize, count, devImages, testImages);
    }

    private static void requireCount(String name, int count) {
        if (count < 0 || count > MOST_IMAGES) {
            throw new IllegalArgumentException(
                    name + " must be 0 to " + MOST_IMAGES + ", not " + count);
        }
    }
}
