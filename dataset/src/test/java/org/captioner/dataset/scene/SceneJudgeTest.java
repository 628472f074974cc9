package org.captioner.dataset.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SceneJudgeTest {
    private static final Scene CIRCLE_ABOVE_SQUARE =
            new Scene(
                    "scene-00001.png",
                    Split.TEST,
                    new SceneObject(Size.SMALL, Colour.RED, Shape.CIRCLE),
                    Relation.ABOVE,
                    new SceneObject(Size.LARGE, Colour.BLUE, Shape.SQUARE));

    private final SceneJudge judge = new SceneJudge();

    @Property(tries = 300)
    void every_reference_caption_of_any_scene_is_exact(@ForAll long seed) {
        SceneOptions options = new SceneOptions(seed, 64, 1, 1, 1);
        for (Scene scene : new SceneGenerator(options).scenes()) {
            for (String caption : scene.captions()) {
                assertTrue(judge.judge(caption, scene).isExact(), caption);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A large blue square below a small red circle.",
                "the little red circle is over the big blue square",
                "above a large blue square there is a small red circle",
                "a small red circle and, below it, a large blue square",
                "a red small circle above a blue large square"
            })
    void other_words_and_orders_that_mean_the_same_are_exact(String caption) {
        assertTrue(judge.judge(caption, CIRCLE_ABOVE_SQUARE).isExact());
    }

    @Test
    void each_wrong_attribute_costs_itself_alone() {
        assertVerdict(1, 2, 2, 1, "a large red circle above a large blue square");
        assertVerdict(2, 1, 2, 1, "a small red circle above a large black square");
        assertVerdict(2, 2, 1, 1, "a small red star above a large blue square");
        assertVerdict(2, 2, 2, 0, "a small red circle below a large blue square");
        assertVerdict(2, 2, 2, 0, "a small red circle left of a large blue square");
    }

    @Test
    void exchanged_objects_are_a_wrong_relation_not_six_wrong_attributes() {
        assertVerdict(2, 2, 2, 0, "a large blue square above a small red circle");
    }

    @Test
    void exchanged_colours_are_two_wrong_colours() {
        assertVerdict(2, 0, 2, 1, "a small blue circle above a large red square");
    }

    @Test
    void what_is_not_said_or_said_twice_is_not_right() {
        assertVerdict(0, 2, 2, 1, "a red circle above a blue square");
        assertVerdict(2, 1, 2, 1, "a small red red circle above a large blue square");
        assertVerdict(1, 1, 1, 0, "a small red circle");
        assertVerdict(0, 0, 0, 0, "two dogs run");
        assertVerdict(0, 0, 0, 0, "");
    }

    @Test
    void a_third_object_or_a_second_relation_spoils_exactness() {
        String third = "a small red circle above a large blue square above a small black star";
        SceneVerdict verdict = judge.judge(third, CIRCLE_ABOVE_SQUARE);
        assertEquals(7, verdict.right());
        assertFalse(verdict.isExact());
    }

    @Test
    void accuracy_is_the_mean_over_scenes_and_attributes() {
        Scene other =
                new Scene(
                        "scene-00002.png",
                        Split.TEST,
                        CIRCLE_ABOVE_SQUARE.first(),
                        Relation.LEFT_OF,
                        CIRCLE_ABOVE_SQUARE.second());
        Map<String, String> captions =
                Map.of(
                        "scene-00001.png", "a small red circle above a large blue square",
                        "scene-00002.png", "a small red circle above a large green square");
        SceneAccuracy accuracy = judge.judge(captions, List.of(CIRCLE_ABOVE_SQUARE, other));
        assertEquals(new SceneAccuracy(2, 1, 0.75, 1, 0.5, 0.5), accuracy);
    }

    @Test
    void a_scene_without_a_caption_is_named() {
        InputException missing =
                assertThrows(
                        InputException.class,
                        () -> judge.judge(Map.of(), List.of(CIRCLE_ABOVE_SQUARE)));
        assertTrue(missing.getMessage().contains("scene-00001.png"));
    }

    private void assertVerdict(int sizes, int colours, int shapes, int relations, String caption) {
        SceneVerdict verdict = judge.judge(caption, CIRCLE_ABOVE_SQUARE);
        assertEquals(new SceneVerdict(sizes, colours, shapes, relations, 0), verdict, caption);
    }
}
