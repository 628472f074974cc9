package org.captioner.decoder.search;

import org.jspecify.annotations.Nullable;

/** Equal to {@link SearchRules#NONE}, so that JSON leaves that out, as before there were rules. */
final class NoRules {
    @Override
    public boolean equals(@Nullable Object other) {
        return SearchRules.NONE.equals(other);
    }

    @Override
    public int hashCode() {
        return SearchRules.NONE.hashCode();
    }
}
