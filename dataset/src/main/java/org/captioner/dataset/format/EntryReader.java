package org.captioner.dataset.format;

import org.captioner.dataset.DatasetProblem;
import org.captioner.dataset.captions.CaptionEntry;
import org.captioner.dataset.captions.CaptionVisitor;

/**
 * Adds entries that are complete in themselves to a draft: each names its picture and has its
 * captions.
 *
 * @param images where pictures are
 * @param draft to add to
 */
record EntryReader(ImageFolder images, DatasetDraft draft) implements CaptionVisitor {
    @Override
    public void entry(CaptionEntry entry) {
        if (entry.error().isPresent()) {
            // A photo that could not be captioned has nothing to learn from.
            return;
        }
        String id = ImageFolder.plain(entry.image().strip());
        draft.image(id, images.resolve(entry.picture().strip(), entry.place()), entry.place());
        entry.split().ifPresent(split -> draft.assign(id, split, entry.place()));
        entry.captions().forEach(caption -> draft.caption(id, caption, entry.place()));
    }

    @Override
    public void problem(DatasetProblem problem) {
        draft.note(problem.place(), problem.kind(), problem.message());
    }
}
