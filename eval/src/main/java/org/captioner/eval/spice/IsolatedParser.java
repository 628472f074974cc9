package org.captioner.eval.spice;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.captioner.dataset.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The parser that SPICE's published numbers need, in a class loader of its own: it sees the JDK,
 * CoreNLP 3.6.0 and one small module of ours, and is used only through {@link UnaryOperator}.
 *
 * <p>The grammar is loaded with the first caption; scores from cached parses need none.
 * Thread-safe.
 */
final class IsolatedParser implements CaptionParser {
    /** The command that fetches what this class needs. */
    static final String FETCH = "./captioner fetch spice";

    private static final String VERSION = "corenlp-3.6.0-pcfg";
    private static final String PARSER = "org.captioner.spiceparser.PcfgParser";
    private static final String GRAMMAR = "edu/stanford/nlp/models/lexparser/englishPCFG.ser.gz";
    private static final List<String> JARS =
            List.of("stanford-corenlp.jar", "slf4j-api.jar", "slf4j-nop.jar");

    private final Path folder;
    private volatile @Nullable UnaryOperator<String> parser;

    /**
     * @param folder where the command of {@link #FETCH} puts the parser; read when the first
     *     caption is parsed
     */
    IsolatedParser(Path folder) {
        this.folder = folder;
    }

    /** Whether everything is in the folder. */
    static boolean isPresent(Path folder) {
        return missing(folder).isEmpty();
    }

    @Override
    public String version() {
        return VERSION;
    }

    /**
     * Parses one caption.
     *
     * @throws InputException if the parser was not fetched
     */
    @Override
    public String apply(String text) {
        UnaryOperator<String> loaded = parser;
        if (loaded == null) {
            loaded = load();
        }
        return loaded.apply(text);
    }

    private synchronized UnaryOperator<String> load() {
        if (parser == null) {
            List<String> missing = missing(folder);
            if (!missing.isEmpty()) {
                throw new InputException(
                        "SPICE needs the parser of CoreNLP 3.6.0, and "
                                + folder
                                + " lacks "
                                + String.join(", ", missing)
                                + "; run "
                                + FETCH
                                + ", or score without SPICE");
            }
            parser = instantiate(urls());
        }
        return parser;
    }

    private static List<String> missing(Path folder) {
        List<String> names = new ArrayList<>(JARS);
        names.add(GRAMMAR);
        names.removeIf(name -> Files.isRegularFile(folder.resolve(name)));
        return names;
    }

    /** CoreNLP 3.6.0 comes before our module, whose jar may hold a newer one. */
    private URL[] urls() {
        try {
            List<URL> urls = new ArrayList<>();
            for (String jar : JARS) {
                urls.add(folder.resolve(jar).toUri().toURL());
            }
            urls.add(folder.toUri().toURL());
            urls.add(ownModule());
            return urls.toArray(new URL[0]);
        } catch (MalformedURLException e) {
            throw new InputException(folder + " cannot be written as a URL; choose another", e);
        }
    }

    /** The jar or folder that holds our parser module. */
    private static URL ownModule() throws MalformedURLException {
        String resource = PARSER.replace('.', '/') + ".class";
        URL found = IsolatedParser.class.getClassLoader().getResource(resource);
        if (found == null) {
            throw new IllegalStateException(
                    "the artefact captioner-spice-parser is not on the class path");
        }
        String address = found.toString();
        String root = address.substring(0, address.length() - resource.length());
        if (root.startsWith("jar:")) {
            root = root.substring("jar:".length(), root.length() - "!/".length());
        }
        return new URL(root);
    }

    /** The loader stays open as long as the parser, which loads classes while it works. */
    @SuppressWarnings("unchecked")
    private static UnaryOperator<String> instantiate(URL[] urls) {
        try {
            ClassLoader apart =
                    new URLClassLoader("spice", urls, ClassLoader.getPlatformClassLoader());
            return (UnaryOperator<String>)
                    apart.loadClass(PARSER).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new InputException(
                    "SPICE's parser does not start ("
                            + e.getCause()
                            + "); remove its folder and run "
                            + FETCH,
                    e);
        }
    }
}
