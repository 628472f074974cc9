package org.captioner.pipeline.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/** Time, processor time and memory between a start and now. */
final class Stopwatch {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private long wall;
    private long cpu;
    private OptionalLong resident = OptionalLong.empty();

    Stopwatch() {
        restart();
    }

    void restart() {
        resident = ProcessMemory.resident();
        cpu = PROCESS.getProcessCpuTime();
        wall = System.nanoTime();
    }

    /** What {@code captions} captions cost since the start. */
    DecoderMeasurement measure(String decoder, String work, int captions) {
        double seconds = (System.nanoTime() - wall) / 1e9;
        double cpuMilliseconds = (PROCESS.getProcessCpuTime() - cpu) / 1e6;
        OptionalLong now = ProcessMemory.resident();
        OptionalLong grown =
                resident.isPresent() && now.isPresent()
                        ? OptionalLong.of(now.getAsLong() - resident.getAsLong())
                        : OptionalLong.empty();
        return new DecoderMeasurement(
                decoder, work, captions / seconds, cpuMilliseconds / captions, grown);
    }
}
