package org.captioner.eval.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.captioner.eval.defect.Defects;
import org.captioner.eval.statistics.Diversity;

/** What JSON says of captions besides their scores: how varied they are, and their defects. */
public final class CaptionQuality {
    private CaptionQuality() {}

    /** Adds {@code diversity} and {@code defects} to an object. */
    public static void write(SystemScores system, ObjectNode node) {
        write(system.diversity(), node.putObject("diversity"));
        write(system.defects(), node.putObject("defects"));
    }

    private static void write(Diversity diversity, ObjectNode node) {
        node.put("distinct-1", diversity.distinct1());
        node.put("distinct-2", diversity.distinct2());
        node.put("vocabulary", diversity.vocabulary());
        node.put("meanLength", diversity.meanLength());
        node.put("captions", diversity.captions());
        node.put("distinctCaptions", diversity.distinctCaptions());
        node.put("mostRepeated", diversity.mostRepeated());
        node.put("mostRepeatedCount", diversity.mostRepeatedCount());
        diversity.novel().ifPresent(share -> node.put("novel", share));
    }

    private static void write(Defects defects, ObjectNode node) {
        node.put("captions", defects.captions());
        node.put("defective", defects.defective());
        defects.kinds()
                .forEach(
                        (kind, found) -> {
                            ObjectNode ofKind =
                                    node.putObject(kind.name().toLowerCase(Locale.ROOT));
                            ofKind.put("count", found.count());
                            ArrayNode examples = ofKind.putArray("examples");
                            found.examples().forEach(examples::add);
                        });
    }
}
