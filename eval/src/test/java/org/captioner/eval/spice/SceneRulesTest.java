package org.captioner.eval.spice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Parses as CoreNLP 3.6.0 gives them; hand-made captions. */
class SceneRulesTest {
    @Test
    void aSubjectIsRelatedToTheObjectOfItsVerb() {
        String parse =
                tokens("a/a/DT black/black/JJ dog/dog/NN runs/run/VBZ on/on/IN sand/sand/NN")
                        + edges("root 0 4;det 3 1;amod 3 2;nsubj 4 3;nmod:on 4 6;case 6 5");
        assertEquals(Set.of("dog", "sand", "dog,black", "dog,run on,sand"), tuples(parse));
    }

    @Test
    void theThingAndNotItsQuantityIsTheHead() {
        String parse =
                tokens(
                                "a/a/DT man/man/NN with/with/IN a/a/DT lot/lot/NN of/of/IN"
                                        + " hats/hat/NNS")
                        + edges(
                                "root 0 2;det 2 1;nmod:with 2 5;det 5 4;case 5 3;nmod:of 5 7;"
                                        + "case 7 6");
        assertEquals(Set.of("man", "hat", "lot", "hat,a", "man,with,hat"), tuples(parse));
    }

    @Test
    void aPronounStandsForTheNounBeforeIt() {
        String parse =
                tokens("a/a/DT girl/girl/NN rides/ride/VBZ her/she/PRP$ bike/bike/NN")
                        + edges("root 0 3;det 2 1;nsubj 3 2;dobj 3 5;nmod:poss 5 4");
        assertEquals(Set.of("girl", "bike", "girl,ride,bike", "girl,have,bike"), tuples(parse));
    }

    @Test
    void onlyPluralNounsAreCounted() {
        String one = tokens("one/one/CD dog/dog/NN") + edges("root 0 2;nummod 2 1");
        String two = tokens("two/two/CD dogs/dog/NNS") + edges("root 0 2;nummod 2 1");
        assertEquals(Set.of("dog"), tuples(one));
        assertEquals(Set.of("dog", "dog,two"), tuples(two));
    }

    @Test
    void theAgentOfAPassiveIsItsSubject() {
        String parse =
                tokens(
                                "a/a/DT boy/boy/NN is/be/VBZ pushed/push/VBN by/by/IN a/a/DT"
                                        + " girl/girl/NN")
                        + edges(
                                "root 0 4;det 2 1;nsubjpass 4 2;auxpass 4 3;nmod:agent 4 7;"
                                        + "case 7 5;det 7 6");
        assertEquals(Set.of("boy", "girl", "girl,push,boy"), tuples(parse));
    }

    @Test
    void synonymsAreOneObject() {
        SceneGraph graph = new SceneGraph();
        graph.add(Proposition.object("bicycle"));
        graph.add(Proposition.attribute("bike", "red"));
        assertEquals("[bicycle/bike, bicycle/bike,red]", graph.tuples().toString());
    }

    @Test
    void aMalformedParseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Parse.read("dog\tdog\n\n"));
        assertThrows(
                IllegalArgumentException.class, () -> Parse.read("dog\tdog\tNN\n\nroot\t0\t2\n"));
        assertTrue(Parse.read("").tokens().isEmpty());
    }

    private static Set<String> tuples(String parse) {
        SceneGraph graph = new SceneGraph();
        SceneRules.propositions(Parse.read(parse)).forEach(graph::add);
        return graph.tuples().stream().map(SceneTuple::toString).collect(Collectors.toSet());
    }

    private static String tokens(String slashed) {
        return slashed.replace('/', '\t').replace(' ', '\n') + "\n\n";
    }

    private static String edges(String listed) {
        return listed.replace(' ', '\t').replace(';', '\n') + "\n";
    }
}
