package dev.octet.bindings.tensorrt;

/**
 * A layer of a network that is being built.
 *
 * @param index in the network
 * @param name as the parser gave it: the node's, where it had one
 * @param type TensorRT's name, such as {@code kCONVOLUTION}
 */
public record NetworkLayer(int index, String name, String type) {}
