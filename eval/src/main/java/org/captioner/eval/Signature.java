package org.captioner.eval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What one must know to obtain a score again, in one line, as sacreBLEU prints it: {@code
 * BLEU|variant:coco-caption|tok:ptb-lower-nopunct|images:1000|refs:5|version:0.1.0}.
 *
 * @param metric the metric's name
 * @param details by key, in the order they are printed
 */
public record Signature(String metric, Map<String, String> details) {
    /** The key of the tokenizer; a metric sees tokens only, so it starts as {@code given}. */
    public static final String TOKENIZER = "tok";

    private static final String VERSION = readVersion();

    public Signature {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /**
     * The signature of a metric over these items: its variant, then tokenizer ({@code given} until
     * {@link #with} names it), number of images, references per image and version.
     *
     * @param variant what tells this metric from others of its name, by key
     */
    public static Signature of(
            String metric, Map<String, String> variant, List<EvaluationItem> items) {
        Map<String, String> details = new LinkedHashMap<>(variant);
        details.put(TOKENIZER, "given");
        details.put("images", Integer.toString(items.size()));
        details.put("refs", referencesPerImage(items));
        details.put("version", VERSION);
        return new Signature(metric, details);
    }

    /** The same signature with one detail replaced in place, or added at the end. */
    public Signature with(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(details);
        changed.put(key, value);
        return new Signature(metric, changed);
    }

    @Override
    public String toString() {
        return details.entrySet().stream()
                .map(detail -> "|" + detail.getKey() + ":" + detail.getValue())
                .collect(Collectors.joining("", metric, ""));
    }

    private static String referencesPerImage(List<EvaluationItem> items) {
        int fewest = items.stream().mapToInt(item -> item.references().size()).min().orElse(0);
        int most = items.stream().mapToInt(item -> item.references().size()).max().orElse(0);
        return fewest == most ? Integer.toString(most) : fewest + "-" + most;
    }

    private static String readVersion() {
        try (InputStream in = Signature.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read version.properties from the jar", e);
        }
    }
}
