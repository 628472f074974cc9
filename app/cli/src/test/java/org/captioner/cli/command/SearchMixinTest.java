package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.captioner.dataset.InputException;
import org.captioner.decoder.search.Consensus;
import org.captioner.decoder.search.DefectPolicy;
import org.captioner.decoder.search.DiverseGroups;
import org.captioner.decoder.search.Sampling;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.search.SearchRules;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SearchMixinTest {
    private static final SearchRules RULES = SearchRules.NONE.withDefects(DefectPolicy.AVOID);
    private static final SearchOptions MODEL = new SearchOptions(3, 0.7, 20).withRules(RULES);

    @Command
    private static final class Searching {
        @Mixin SearchMixin search;
    }

    @Test
    void withoutOptionsTheModelsSearchIsKept() {
        assertEquals(MODEL, over(1));
    }

    @Test
    void givenOptionsReplaceTheModelsAndLeaveTheOthers() {
        assertEquals(
                new SearchOptions(5, 1, 12)
                        .withRules(
                                new SearchRules(
                                        DefectPolicy.ALLOW,
                                        3,
                                        4,
                                        List.of("cat", "red"),
                                        List.of("dog"))),
                over(
                        1,
                        "--beam=5",
                        "--length-normalization=1",
                        "--max-length=12",
                        "--min-length=4",
                        "--defects=allow",
                        "--no-repeat-ngram=3",
                        "--forbid=cat",
                        "--forbid=red",
                        "--force=dog"));
        assertEquals(MODEL.withBeams(5), over(1, "--beam=5"));
    }

    @Test
    void methodsAreChosenWithTheirSettings() {
        assertEquals(
                MODEL.withBeams(2).withMethod(new Sampling(0.5, 7, 0.9, 4)),
                over(2, "--sample", "--temperature=0.5", "--top-k=7", "--top-p=0.9", "--seed=4"));
        assertEquals(
                MODEL.withBeams(6).withMethod(new DiverseGroups(3, 0.5)),
                over(1, "--groups=3", "--beam=6"));
        assertEquals(
                MODEL.withMethod(new Consensus(10, new Sampling(0.5, 0, 1, 1))),
                over(1, "--consensus=10"));
    }

    @Test
    void optionsThatWouldBeIgnoredAreRefusedByName() {
        assertRefused("--diversity", "--diversity=1");
        assertRefused("--temperature", "--temperature=1");
        assertRefused("--seed", "--seed=1", "--groups=3");
        assertRefused("--top-p", "--top-p=0.9", "--consensus=3");
        assertRefused("--beam", "--sample", "--beam=3");
        assertRefused("--groups", "--sample", "--groups=3");
        assertRefused("--consensus", "--sample", "--consensus=10");
        assertRefused("--length-normalization", "--sample", "--length-normalization=1");
        assertRefused("--groups", "--groups=3", "--consensus=10");
    }

    private static void assertRefused(String option, String... arguments) {
        String message = assertThrows(InputException.class, () -> over(1, arguments)).getMessage();
        assertTrue(message.startsWith(option + " "), message);
    }

    private static SearchOptions over(int captions, String... arguments) {
        Searching command = new Searching();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return command.search.over(MODEL, captions);
    }
}
