package org.captioner.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.captioner.encoder.tensor.TensorEngine;

/** The head of every measurement: where it was made. */
public final class BenchJson {
    private BenchJson() {}

    /** An object that names Java, engine, system and processors; the engine must be running. */
    public static ObjectNode start() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("java", System.getProperty("java.version"));
        root.put("engine", TensorEngine.version());
        root.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        root.put("processors", Runtime.getRuntime().availableProcessors());
        return root;
    }
}
