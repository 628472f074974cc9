package org.captioner.pipeline.bench;

import java.util.List;
import java.util.Optional;

/**
 * What torchvision publishes about a network with its first ImageNet weights ({@code
 * IMAGENET1K_V1}, single crop). Quoted for comparison, not measured here.
 *
 * <p>Each figure equals {@code num_params}, {@code acc@1} and {@code _ops}, rounded to two digits,
 * of the weights' entries in {@code torchvision/models/*.py} (BSD-3-Clause), from which
 * docs.pytorch.org/vision/stable/models.html is made.
 *
 * @param network torchvision's name
 * @param parameters trainable parameters, with the head of 1000 classes
 * @param top1 accuracy on ImageNet in percent
 * @param gigaMultiplyAdds billions of multiply-adds per picture, which torchvision calls GFLOPS
 * @param size rows and columns of the picture
 */
public record PublishedFigures(
        String network, long parameters, double top1, double gigaMultiplyAdds, int size) {
    private static final List<PublishedFigures> ALL =
            List.of(
                    of("resnet18", 11_689_512, 69.758, 1.81, 224),
                    of("resnet34", 21_797_672, 73.314, 3.66, 224),
                    of("resnet50", 25_557_032, 76.130, 4.09, 224),
                    of("resnet101", 44_549_160, 77.374, 7.80, 224),
                    of("resnet152", 60_192_808, 78.312, 11.51, 224),
                    of("vgg16", 138_357_544, 71.592, 15.47, 224),
                    of("vgg19", 143_667_240, 72.376, 19.63, 224),
                    of("googlenet", 6_624_904, 69.778, 1.50, 224),
                    of("inception_v3", 27_161_264, 77.294, 5.71, 299),
                    of("densenet121", 7_978_856, 74.434, 2.83, 224),
                    of("densenet169", 14_149_480, 75.600, 3.36, 224),
                    of("densenet201", 20_013_928, 76.896, 4.29, 224),
                    of("efficientnet_b0", 5_288_548, 77.692, 0.39, 224),
                    of("efficientnet_b7", 66_347_960, 84.122, 37.75, 600),
                    of("vit_b_16", 86_567_656, 81.072, 17.56, 224));

    private static PublishedFigures of(
            String network, long parameters, double top1, double work, int size) {
        return new PublishedFigures(network, parameters, top1, work, size);
    }

    /** All of them, residual networks first. */
    public static List<PublishedFigures> all() {
        return ALL;
    }

    /** Those of one network, if torchvision has it. */
    public static Optional<PublishedFigures> of(String network) {
        return ALL.stream().filter(figures -> figures.network().equals(network)).findFirst();
    }
}
