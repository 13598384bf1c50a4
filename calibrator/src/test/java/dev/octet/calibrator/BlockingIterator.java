package dev.octet.calibrator;

import dev.octet.calibrator.tensors.FloatTensor;
import java.util.Iterator;
import java.util.Map;

/** Samples that never come: waiting for one ends with an interruption only. */
final class BlockingIterator implements Iterator<Map<String, FloatTensor>> {

    @Override
    public boolean hasNext() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @Override
    public Map<String, FloatTensor> next() {
        throw new java.util.NoSuchElementException();
    }
}
