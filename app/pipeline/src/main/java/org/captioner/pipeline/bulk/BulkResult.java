package org.captioner.pipeline.bulk;

import java.util.Optional;

/**
 * How a run ended.
 *
 * @param captioned photos with a caption
 * @param failed photos without
 * @param left photos that were not tried because the run was stopped
 * @param bug the first failure that no photo explains; its photo counts as failed
 */
public record BulkResult(int captioned, int failed, int left, Optional<Throwable> bug) {}
