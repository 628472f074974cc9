package org.captioner.eval.meteor;

/** Well-mixed longs in an open-addressing table, for millions of them. */
final class LongSet {
    private long[] slots = new long[1 << 10];
    private int size;
    // Zero marks a free slot, so the value zero is kept apart.
    private boolean zero;

    void add(long value) {
        if (value == 0) {
            zero = true;
            return;
        }
        int slot = slot(value);
        if (slots[slot] == 0) {
            slots[slot] = value;
            size++;
            if (size * 2L > slots.length) {
                grow();
            }
        }
    }

    boolean contains(long value) {
        return value == 0 ? zero : slots[slot(value)] == value;
    }

    private int slot(long value) {
        int slot = (int) value & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != value) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long value : old) {
            if (value != 0) {
                slots[slot(value)] = value;
            }
        }
    }
}
