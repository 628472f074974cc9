package org.captioner.decoder.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private RunFolder(Path path, RunLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder where it is missing, and this process its owner until {@link #close}.
     *
     * @throws InputException if another process owns it, which the message names, or it cannot be
     *     written to
     */
    public static RunFolder open(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new InputException(
                    path + ": cannot be made, " + e + "; choose another folder for the run", e);
        }
        RunFolder folder = new RunFolder(path, RunLock.acquire(path));
        AtomicFolder.recover(folder.last());
        AtomicFolder.recover(folder.best());
        AtomicFolder.removeLeftovers(path);
        return folder;
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

    /** Lets another process own the folder. */
    @Override
    public void close() {
        lock.close();
    }
}
