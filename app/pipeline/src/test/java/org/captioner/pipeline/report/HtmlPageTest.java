package org.captioner.pipeline.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.captioner.dataset.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class HtmlPageTest {
    @Test
    void theFileHoldsEverythingAndLoadsNothing(@TempDir Path folder) throws Exception {
        Path picture = folder.resolve("scene.png");
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        Path file = folder.resolve("report.html");

        HtmlPage.write(
                file,
                new ReportPage(
                        "Drawn scenes",
                        List.of("How a small model did."),
                        List.of(
                                new ReportTable(
                                        "Scores",
                                        List.of("score", "test"),
                                        List.of(List.of("CIDEr", "512.3")))),
                        List.of(
                                new ReportPicture(
                                        picture,
                                        "A \"red\" circle <script>alert(1)</script>",
                                        List.of("a red circle & a square"),
                                        "wrong colour")),
                        "Java 17\nseed 1"));

        String html = Files.readString(file);
        assertTrue(html.contains("src=\"data:image/png;base64,"), "the picture is embedded");
        assertFalse(html.contains("<script"), "no caption becomes a script");
        assertFalse(html.contains("http"), "nothing is loaded");
        assertTrue(html.contains("alt=\"A &quot;red&quot; circle"), "a text for the blind");
        assertTrue(html.contains("<html lang=\"en\">"), "a language for readers of screens");
    }

    @Test
    void anAbsentPictureIsAMistake(@TempDir Path folder) {
        ReportPicture absent =
                new ReportPicture(folder.resolve("absent.png"), "A dog.", List.of(), "");
        ReportPage page = new ReportPage("t", List.of(), List.of(), List.of(absent), "");

        assertThrows(InputException.class, () -> HtmlPage.write(folder.resolve("r.html"), page));
        assertFalse(Files.exists(folder.resolve("r.html")));
    }

    @Test
    void tableRowsFitTheHeader() {
        List<List<String>> rows = List.of(List.of("only one"));

        assertThrows(
                IllegalArgumentException.class,
                () -> new ReportTable("t", List.of("a", "b"), rows));
    }

    @Property(tries = 200)
    void escapedTextReadsAsItWas(@ForAll char[] letters) throws Exception {
        String text = new String(letters).replaceAll("[^\\x20-\\uD7FF]", "");
        String xml = "<p a=\"" + HtmlPage.escape(text) + "\">" + HtmlPage.escape(text) + "</p>";

        Document read = parse(xml);

        assertEquals(text, read.getDocumentElement().getTextContent());
        assertEquals(text, read.getDocumentElement().getAttribute("a"));
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(
                        new java.io.ByteArrayInputStream(
                                xml.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
