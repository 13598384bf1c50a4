package dev.octet.calibrator.finetune;

import dev.octet.bindings.libtorch.Tensor;
import dev.octet.calibrator.model.Node;

/** What happens to values on their way into a node; lives as long as one run of a graph. */
interface EdgeRule {

    /** Nothing happens. */
    EdgeRule NONE = new EdgeRule() {
        @Override
        public boolean applies(Node reader, int index) {
            return false;
        }

        @Override
        public Tensor at(Node reader, int index, Tensor value) {
            return value;
        }

        @Override
        public void done(String tensor) {}
    };

    /** True when {@link #at} gives an input of a node something else than the tensor that it names. */
    boolean applies(Node reader, int index);

    /** What an input of a node reads. */
    Tensor at(Node reader, int index, Tensor value);

    /** Told when nobody reads the tensor any more. */
    void done(String tensor);
}
