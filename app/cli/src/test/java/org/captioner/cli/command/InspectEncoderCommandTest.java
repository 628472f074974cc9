package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class InspectEncoderCommandTest {
    @TempDir private Path folder;

    @Test
    void theTableHasTheRowsThatPeopleLearn() {
        CommandRun run = CommandRun.of("inspect", "encoder");
        assertEquals(0, run.exitCode(), run.talk());
        assertTrue(
                run.data()
                        .contains(
                                "conv3_x  layer2   1x1 128, 3x3 128 /2, 1x1 512       x4"
                                        + "   28x28x512   1,219,584   1.03 G\n"),
                run.data());
        assertTrue(run.data().contains("25,557,032   4.09 G\n"), run.data());
        assertTrue(run.data().contains("Keras counts 25,636,712"), run.data());
    }

    @Test
    void variantAndSizeChangeTheWork() {
        CommandRun run = CommandRun.of("inspect", "encoder", "ResNet-101", "--variant", "v1");
        assertTrue(run.data().contains("44,549,160   7.57 G"), run.data());
        run = CommandRun.of("inspect", "encoder", "resnet18", "--size", "64", "--markdown");
        assertTrue(run.data().startsWith("### resnet18, input 64x64x3"), run.data());
        assertTrue(
                run.data()
                        .contains(
                                "| conv5_x | layer4 | 3x3 512 /2, 3x3 512 | x2 | 2x2x512 |"
                                        + " 8,393,728 | 33.6 M |"),
                run.data());
    }

    @Test
    void jsonHasTheSameNumbers() throws Exception {
        CommandRun run = CommandRun.of("inspect", "encoder", "resnet152", "--json");
        JsonNode root = new ObjectMapper().readTree(run.data());
        assertEquals(60_192_808, root.path("parameters").asLong());
        assertEquals(36, root.path("layers").path(4).path("blocks").asInt());
        assertEquals(2, root.at("/layers/4/convolutions/1/stride").asInt());
    }

    @Test
    void theDrawingIsSoundSvg() throws Exception {
        Path file = folder.resolve("net.svg");
        CommandRun run = CommandRun.of("inspect", "encoder", "resnet34", "--svg", file);
        assertEquals(0, run.exitCode(), run.talk());
        Document svg;
        try (var in = Files.newInputStream(file)) {
            svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
        assertEquals("svg", svg.getDocumentElement().getTagName());
        assertTrue(Files.readString(file).contains("conv4_x x6"));
    }

    @Test
    void anUnknownNetworkIsAUserMistake() {
        CommandRun run = CommandRun.of("inspect", "encoder", "vgg16");
        assertEquals(2, run.exitCode());
        assertTrue(run.talk().contains("vgg16: neither a network's name"), run.talk());
        run = CommandRun.of("inspect", "encoder", "resnet51");
        assertEquals(2, run.exitCode());
        assertTrue(run.talk().contains("no ResNet-51"), run.talk());
        run = CommandRun.of("inspect", "encoder", "--json", "--markdown");
        assertEquals(2, run.exitCode());
    }
}
