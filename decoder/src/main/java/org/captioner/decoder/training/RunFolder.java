package org.captioner.decoder.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.captioner.dataset.AtomicFolder;
import org.captioner.dataset.InputException;

/**
 * The folder of a training run, while this process owns it: {@code last} is the checkpoint, {@code
 * best} the bundle of the best model.
 *
 * <p>Opening it takes the lock, completes a replacement that a kill has interrupted and removes
 * what kills have left, so that whatever is decided afterwards is decided on whole folders.
 *
 * <pre>{@code
 * try (RunFolder folder = RunFolder.open(Path.of("run"))) {
 *     trainer.train(folder, bundle, new TrainingListener() {});
 * }
 * }</pre>
 */
public final class RunFolder implements AutoCloseable {
    static final String STATE = "training.json";

    private final Path path;
    private final RunLock lock;
    private final List<Path> made;

    private RunFolder(Path path, RunLock lock, List<Path> made) {
        this.path = path;
        this.lock = lock;
        this.made = made;
    }

    /**
     * Makes the folder where it is missing, and this process its owner until {@link #close}.
     *
     * @throws InputException if another process owns it, which the message names, or it cannot be
     *     written to
     */
    public static RunFolder open(Path path) {
        List<Path> missing = missing(path);
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new InputException(
                    path + ": cannot be made, " + e + "; choose another folder for the run", e);
        }
        RunFolder folder = new RunFolder(path, RunLock.acquire(path), missing);
        AtomicFolder.recover(folder.last());
        AtomicFolder.recover(folder.best());
        AtomicFolder.removeLeftovers(path);
        return folder;
    }

    /** The folder and those above it that do not exist, deepest first. */
    private static List<Path> missing(Path path) {
        List<Path> missing = new ArrayList<>();
        Path next = path.toAbsolutePath().normalize();
        while (next != null && !Files.exists(next)) {
            missing.add(next);
            next = next.getParent();
        }
        return missing;
    }

    public Path path() {
        return path;
    }

    /** The checkpoint, which is a bundle too. */
    public Path last() {
        return path.resolve("last");
    }

    /** The bundle of the best model. */
    public Path best() {
        return best(path);
    }

    /** The bundle of the best model of a run whose folder need not be open. */
    public static Path best(Path run) {
        return run.resolve("best");
    }

    /** Whether there is a checkpoint to resume. */
    public boolean isResumable() {
        return Files.exists(last());
    }

    /**
     * Lets another process own the folder. If nothing has come of the run, what was made for it is
     * removed: a command that is refused leaves nothing behind.
     */
    @Override
    public void close() {
        if (holdsOnlyLock()) {
            lock.remove();
            removeEmpty();
        } else {
            lock.close();
        }
    }

    private boolean holdsOnlyLock() {
        try (Stream<Path> files = Files.list(path)) {
            return files.allMatch(file -> file.endsWith(RunLock.FILE));
        } catch (IOException e) {
            return false;
        }
    }

    private void removeEmpty() {
        try {
            for (Path folder : made) {
                Files.delete(folder);
            }
        } catch (IOException ignored) {
            // It holds something, so it is needed.
        }
    }
}
