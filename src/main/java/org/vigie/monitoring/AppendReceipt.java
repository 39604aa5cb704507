package org.vigie.monitoring;

/**
 * What became of a batch.
 *
 * @param stored samples that a crash can no longer take away
 * @param tooOld samples older than raw samples are kept, left out
 * @param tooNew samples stamped further ahead of our clock than allowed, left out
 */
public record AppendReceipt(int stored, int tooOld, int tooNew) {
    public boolean complete() {
        return tooOld == 0 && tooNew == 0;
    }
}
