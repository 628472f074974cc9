package org.captioner.encoder.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * ONNX Runtime 1.29 matches the command line of its process with a recursive regular expression. A
 * long class path then ended the process; a child shows that it does not any more, for a crash of
 * this process could not be reported.
 */
class RuntimeStartTest {
    private static final int LONG = 100_000;

    /** What the child runs. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            RuntimeEnvironment.get();
        }
    }

    @Test
    void aLongClassPathDoesNotEndTheProcess() throws IOException, InterruptedException {
        String absent = File.pathSeparator + "/nowhere/a-library-of-many.jar";
        String classPath =
                System.getProperty("java.class.path") + absent.repeat(LONG / absent.length());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child =
                new ProcessBuilder(
                                List.of(java, "-Xmx128m", "-cp", classPath, Child.class.getName()))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = child.waitFor(1, TimeUnit.MINUTES);
        child.destroyForcibly();
        assertEquals(true, ended, "the child ended by itself");
        assertEquals(0, child.exitValue(), output);
    }
}
