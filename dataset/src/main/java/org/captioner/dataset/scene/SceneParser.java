package org.captioner.dataset.scene;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.captioner.dataset.scene.SceneReading.ObjectReading;

/**
 * Reads captions of scenes. Only words for size, colour, shape and relation and the pronoun "it"
 * count, and their order:
 *
 * <ul>
 *   <li>A rel B, "A is rel the B": A is rel B
 *   <li>"A with B rel it", "A and rel it B", "rel A is B": B is rel A
 * </ul>
 *
 * An object ends with its shape, or where a relation begins.
 */
final class SceneParser {
    private static final Map<String, Object> MEANINGS = meanings();
    private static final String PRONOUN = "it";

    private final List<ObjectReading> objects = new ArrayList<>();
    private final List<Relation> relations = new ArrayList<>();
    private final Phrase phrase = new Phrase();
    private int objectsBeforeRelation;
    private String referent = "";

    private SceneParser() {}

    static SceneReading parse(String caption) {
        SceneParser parser = new SceneParser();
        for (String word : caption.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
            parser.read(word);
        }
        parser.endObject();
        return parser.reading();
    }

    private void read(String word) {
        Object meaning = MEANINGS.get(word);
        if (meaning instanceof Relation relation) {
            endObject();
            relations.add(relation);
            if (relations.size() == 1) {
                objectsBeforeRelation = objects.size();
            }
        } else if (meaning != null) {
            phrase.add(meaning);
            if (meaning instanceof Shape) {
                endObject();
            }
        } else if (word.equals(PRONOUN) && objects.size() == objectsBeforeRelation) {
            referent = word;
        }
    }

    private void endObject() {
        if (!phrase.isEmpty()) {
            objects.add(phrase.end());
        }
    }

    private SceneReading reading() {
        ObjectReading one = objects.isEmpty() ? ObjectReading.NONE : objects.get(0);
        ObjectReading two = objects.size() < 2 ? ObjectReading.NONE : objects.get(1);
        int superfluous = Math.max(0, objects.size() - 2) + Math.max(0, relations.size() - 1);
        Optional<Relation> relation = relations.stream().findFirst();
        boolean secondIsPlaced =
                objectsBeforeRelation != 1 || (!relations.isEmpty() && !referent.isEmpty());
        return secondIsPlaced
                ? new SceneReading(two, relation, one, superfluous)
                : new SceneReading(one, relation, two, superfluous);
    }

    private static Map<String, Object> meanings() {
        Map<String, Object> meanings = new HashMap<>();
        for (Size size : Size.values()) {
            meanings.put(size.word(), size);
        }
        for (Colour colour : Colour.values()) {
            meanings.put(colour.word(), colour);
        }
        for (Shape shape : Shape.values()) {
            meanings.put(shape.word(), shape);
        }
        meanings.put("big", Size.LARGE);
        meanings.put("little", Size.SMALL);
        meanings.put("left", Relation.LEFT_OF);
        meanings.put("right", Relation.RIGHT_OF);
        meanings.put("above", Relation.ABOVE);
        meanings.put("over", Relation.ABOVE);
        meanings.put("below", Relation.BELOW);
        meanings.put("under", Relation.BELOW);
        meanings.put("beneath", Relation.BELOW);
        return Map.copyOf(meanings);
    }

    /** The words of one object so far. */
    private static final class Phrase {
        private final Map<Kind, List<Object>> words = new EnumMap<>(Kind.class);

        private enum Kind {
            SIZE,
            COLOUR,
            SHAPE
        }

        boolean isEmpty() {
            return words.isEmpty();
        }

        void add(Object word) {
            Kind kind =
                    word instanceof Size
                            ? Kind.SIZE
                            : word instanceof Colour ? Kind.COLOUR : Kind.SHAPE;
            words.computeIfAbsent(kind, k -> new ArrayList<>()).add(word);
        }

        ObjectReading end() {
            ObjectReading reading =
                    new ObjectReading(
                            once(Kind.SIZE, Size.class),
                            once(Kind.COLOUR, Colour.class),
                            once(Kind.SHAPE, Shape.class));
            words.clear();
            return reading;
        }

        private <T> Optional<T> once(Kind kind, Class<T> type) {
            List<Object> said = words.getOrDefault(kind, List.of());
            return said.size() == 1 ? Optional.of(type.cast(said.get(0))) : Optional.empty();
        }
    }
}
