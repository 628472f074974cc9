package org.captioner.encoder.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.captioner.dataset.InputException;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of a few lines, as the project's own writer writes them: the format is torch's. */
class TorchScriptEncoderTest {
    /** Averages 2x2 squares; as a grid, as tokens behind a class token, and as one mean. */
    private static final String METHODS =
            """
              def forward(self: __torch__.Written,
                x: Tensor) -> Tuple[Tensor, Tensor]:
                g = torch.avg_pool2d(x, [2, 2], [2, 2])
                return (g, torch.mean(x, [2, 3]))
              def tokens(self: __torch__.Written,
                x: Tensor) -> Dict[str, Tensor]:
                g = torch.avg_pool2d(x, [2, 2], [2, 2])
                t = torch.transpose(torch.flatten(g, 2), 1, 2)
                c = torch.unsqueeze(torch.mean(t, [1]), 1)
                return {"tokens": torch.cat([c, t], 1)}
              def odd(self: __torch__.Written,
                x: Tensor) -> Tensor:
                return torch.slice(torch.flatten(x, 2), 2, 0, 5)
            """;

    private static final TorchScriptOptions OPTIONS =
            TorchScriptOptions.of(ImageTransform.imageNet(Resize.SQUASH, 4));

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void writeNetwork() throws IOException {
        TensorEngine.start(1);
        file = folder.resolve("averages.pt");
        Files.write(file, TorchScriptArchive.of(METHODS));
    }

    @Test
    void aGridOfChannelsBecomesCellsRowByRow() {
        try (ImageEncoder encoder = TorchScriptEncoder.load(file, OPTIONS)) {
            assertEquals("averages", encoder.description().architecture());
            assertEquals(4, encoder.description().cells());
            assertEquals(3, encoder.description().channels());
            float[] grids = encoder.encode(ramps(), 2);
            // Channel 0 counts the pixels: the first square holds 0, 1, 4 and 5.
            float[] expected = {2.5f, 18.5f, 34.5f, 4.5f, 20.5f, 36.5f};
            assertArrayEquals(expected, Arrays.copyOf(grids, 6));
            assertEquals(48 + 2.5f, grids[12], "the second photo");
        }
    }

    @Test
    void tokensOfATransformerLoseTheirClassToken() {
        TorchScriptOptions options = OPTIONS.withMethod("tokens").withOutput("tokens");
        try (ImageEncoder grid = TorchScriptEncoder.load(file, OPTIONS);
                ImageEncoder tokens = TorchScriptEncoder.load(file, options)) {
            assertArrayEquals(grid.encode(ramps(), 2), tokens.encode(ramps(), 2));
            assertNotEquals(grid.description().fingerprint(), tokens.description().fingerprint());
        }
    }

    @Test
    void aPooledNetworkHasOneCell() {
        try (ImageEncoder mean = TorchScriptEncoder.load(file, OPTIONS.withOutput("1"))) {
            assertEquals(1, mean.description().cells());
            assertArrayEquals(new float[] {7.5f, 23.5f, 39.5f}, mean.encode(ramps(), 1));
        }
    }

    @Test
    void whatIsDeclaredWronglyIsAUserMistake() {
        assertMistake("returns 2 values", OPTIONS.withOutput("2"));
        assertMistake("returns the tensors [tokens]", OPTIONS.withMethod("tokens"));
        assertMistake("returns (1, 3, 5)", OPTIONS.withMethod("odd"));
        assertMistake("absent", OPTIONS.withMethod("absent"));
    }

    private void assertMistake(String message, TorchScriptOptions options) {
        InputException mistake =
                assertThrows(InputException.class, () -> TorchScriptEncoder.load(file, options));
        assertTrue(mistake.getMessage().contains(message), mistake.getMessage());
    }

    @Test
    void anotherFileIsRefusedByName() throws IOException {
        Files.write(file, "not a network".getBytes(StandardCharsets.UTF_8));
        assertMistake("averages.pt: cannot be loaded as TorchScript", OPTIONS);
        file = folder.resolve("none.pt");
        assertMistake("none.pt: no such file", OPTIONS);
    }

    private static float[] ramps() {
        float[] photos = new float[2 * 3 * 4 * 4];
        for (int i = 0; i < photos.length; i++) {
            photos[i] = i;
        }
        return photos;
    }
}
