package dev.octet.calibrator.rewrite;

import java.util.TreeMap;

/** Stores where the integers came from in the file's metadata, in the order of the keys. */
final class RecordProvenance implements GraphPass {

    @Override
    public void apply(Rewriting rewriting) {
        new TreeMap<>(rewriting.request().provenance())
                .forEach((key, value) -> rewriting.editor().setMetadata(key, value));
    }
}
