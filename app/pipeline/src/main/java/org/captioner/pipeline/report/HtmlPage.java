package org.captioner.pipeline.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;

/**
 * Writes a page as one HTML file that needs no other: pictures are embedded, nothing is loaded,
 * nothing is executed. All text is escaped, so a caption can hold anything.
 */
public final class HtmlPage {
    private final StringBuilder html = new StringBuilder();

    private HtmlPage() {}

    /**
     * Writes the page; replaces the file whole.
     *
     * @throws InputException if a picture cannot be read or the file cannot be written
     */
    public static void write(Path file, ReportPage page) {
        HtmlPage report = new HtmlPage();
        report.page(page);
        AtomicFile.writeText(file, report.html.toString());
    }

    private void page(ReportPage page) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        element("title", page.title());
        html.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n<main>\n");
        element("h1", page.title());
        page.paragraphs().forEach(text -> element("p", text));
        page.tables().forEach(this::table);
        if (!page.pictures().isEmpty()) {
            html.append("<div class=\"pictures\">\n");
            page.pictures().forEach(this::picture);
            html.append("</div>\n");
        }
        html.append("</main>\n<footer>\n");
        page.footer().lines().forEach(line -> element("p", line));
        html.append("</footer>\n</body>\n</html>\n");
    }

    private void table(ReportTable table) {
        html.append("<table>\n");
        element("caption", table.title());
        html.append("<thead><tr>");
        table.header().forEach(cell -> element("th scope=\"col\"", cell));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : table.rows()) {
            html.append("<tr>");
            element("th scope=\"row\"", row.get(0));
            row.subList(1, row.size()).forEach(cell -> element("td", cell));
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    private void picture(ReportPicture picture) {
        html.append("<figure>\n<img loading=\"lazy\" alt=\"");
        html.append(escape(picture.caption())).append("\" src=\"").append(source(picture.file()));
        html.append("\">\n<figcaption>\n");
        element("p class=\"caption\"", picture.caption());
        if (!picture.remark().isEmpty()) {
            element("p class=\"remark\"", picture.remark());
        }
        if (!picture.references().isEmpty()) {
            html.append("<ul>\n");
            picture.references().forEach(reference -> element("li", reference));
            html.append("</ul>\n");
        }
        html.append("</figcaption>\n</figure>\n");
    }

    /** Writes an element whose content is plain text; {@code tag} may carry attributes. */
    private void element(String tag, String text) {
        int space = tag.indexOf(' ');
        String name = space < 0 ? tag : tag.substring(0, space);
        html.append('<').append(tag).append('>').append(escape(text));
        html.append("</").append(name).append(">\n");
    }

    private static String source(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            boolean png = bytes.length > 0 && (bytes[0] & 0xff) == 0x89;
            return (png ? "data:image/png;base64," : "data:image/jpeg;base64,")
                    + Base64.getEncoder().encodeToString(bytes);
        } catch (IOException e) {
            throw new InputException("cannot read picture " + file + " (" + e + ")", e);
        }
    }

    private static String style() {
        try (var in = HtmlPage.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read report.css from the jar", e);
        }
    }

    /** Text as it may stand in an element or between double quotes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
