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

    /** "dogs stand while one of them barks"; the original also counts behind the noun. */
    @Test
    void aQuantityOfAPronounCountsTheNounItStandsFor() {
        String parse =
                tokens(
                                "dogs/dog/NNS stand/stand/VBP while/while/IN one/one/CD of/of/IN"
                                        + " them/they/PRP barks/bark/VBZ")
                        + edges(
                                "root 0 2;nsubj 2 1;advcl 2 7;mark 7 3;nsubj 7 4;nmod:of 4 6;"
                                        + "case 6 5");
        assertEquals(Set.of("dog", "dog,stand", "dog,bark", "dog,one"), tuples(parse));
    }

    /** "lots of people and dogs run or jump": the original moves one edge to the first thing. */
    @Test
    void onlyTheFirstVerbAndTheFirstThingOfAQuantityAreTied() {
        String parse =
                tokens(
                                "lots/lot/NNS of/of/IN people/people/NNS and/and/CC dogs/dog/NNS"
                                        + " run/run/VBP or/or/CC jump/jump/VBP")
                        + edges(
                                "root 0 6;nsubj 6 1;nsubj 8 1;nmod:of 1 3;nmod:of 1 5;case 3 2;"
                                        + "cc 3 4;conj:and 3 5;cc 6 7;conj:or 6 8");
        assertEquals(
                Set.of("lot", "people", "dog", "people,lot", "people,run", "lot,of,dog"),
                tuples(parse));
    }

    @Test
    void aNounWithANumberHasNoOtherQuantity() {
        String parse =
                tokens("two/two/CD of/of/IN the/the/DT three/three/CD dogs/dog/NNS")
                        + edges("root 0 1;nmod:of 1 5;case 5 2;det 5 3;nummod 5 4");
        assertEquals(Set.of("dog", "dog,three"), tuples(parse));
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
