package org.captioner.pipeline.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Resident memory of this process, where Linux reports it. */
final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    /** Documented in proc(5): sets the peak back to what is resident now. */
    private static final String RESET_PEAK = "5";

    private ProcessMemory() {}

    /** Forgets the highest value so far; false where the system cannot. */
    static boolean resetPeak() {
        try {
            Files.writeString(CLEAR, RESET_PEAK, StandardCharsets.US_ASCII);
            return true;
        } catch (IOException notLinux) {
            return false;
        }
    }

    /** Resident now, in bytes. */
    static OptionalLong resident() {
        return read("VmRSS:");
    }

    /** The most that was resident since {@link #resetPeak}, in bytes. */
    static OptionalLong peak() {
        return read("VmHWM:");
    }

    private static OptionalLong read(String label) {
        try {
            return Files.readAllLines(STATUS, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith(label))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException notLinux) {
            return OptionalLong.empty();
        }
    }
}
