package dev.octet.calibrator.tflite;

import dev.octet.calibrator.model.Node;

/** What numbers each node computes in. */
interface NumberPlan {

    /** Numbers of the model's inputs and outputs, floats or 8-bit integers. */
    Numbers face(String tensor);

    /** What a node computes in; of layers with weights the type alone counts. */
    byte type(Node node);

    /** Numbers of what a node makes by arithmetic. */
    Numbers made(Node node, String output);

    /**
     * Numbers that a node reads a tensor in.
     *
     * @param node the reader
     * @param tensor what it reads
     * @param actual numbers that the tensor was made in
     */
    Numbers read(Node node, String tensor, Numbers actual);

    /** Everything in floats. */
    record Floats() implements NumberPlan {
        @Override
        public Numbers face(String tensor) {
            return Numbers.FLOAT;
        }

        @Override
        public byte type(Node node) {
            return Numbers.FLOAT.type();
        }

        @Override
        public Numbers made(Node node, String output) {
            return Numbers.FLOAT;
        }

        @Override
        public Numbers read(Node node, String tensor, Numbers actual) {
            return Numbers.FLOAT;
        }
    }
}
