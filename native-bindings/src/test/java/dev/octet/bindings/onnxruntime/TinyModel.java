package dev.octet.bindings.onnxruntime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** ONNX models of a few nodes, written as protobuf by hand. */
final class TinyModel {

    private static final int FLOAT = 1;

    private TinyModel() {}

    /** y = x + x, both float32 of the given shape; -1 for a size that is not known. */
    static byte[] doubling(long... shape) {
        return model(new Message()
                .message(1, node("Add", "x", "x", "y"))
                .text(2, "doubling")
                .message(11, value("x", shape))
                .message(12, value("y", shape)));
    }

    /** As {@link #doubling}, with an operator that does not exist. */
    static byte[] unknownOperator() {
        return model(new Message()
                .message(1, node("NoSuchOperator", "x", "x", "y"))
                .text(2, "unknown")
                .message(11, value("x", 1))
                .message(12, value("y", 1)));
    }

    /** A chain of matrix products that takes a while: {@code count} times [n, n] x [n, n]. */
    static byte[] slow(int count, int n) {
        Message graph = new Message().text(2, "slow");
        for (int i = 0; i < count; i++) {
            graph.message(1, node("MatMul", i == 0 ? "x" : "t" + i, "x", i == count - 1 ? "y" : "t" + (i + 1)));
        }
        return model(graph.message(11, value("x", n, n)).message(12, value("y", n, n)));
    }

    private static byte[] model(Message graph) {
        Message opset = new Message().number(2, 13);
        return new Message().number(1, 7).message(7, graph).message(8, opset).bytes();
    }

    private static Message node(String operator, String left, String right, String result) {
        return new Message().text(1, left).text(1, right).text(2, result).text(4, operator);
    }

    private static Message value(String name, long... shape) {
        Message dimensions = new Message();
        for (long size : shape) {
            dimensions.message(1, size < 0 ? new Message().text(2, "n") : new Message().number(1, size));
        }
        Message tensor = new Message().number(1, FLOAT).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /** A protobuf message under construction. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return content(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return content(field, value.bytes());
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private Message content(int field, byte[] value) {
            varint((long) field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) (rest & 0x7f | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }

    static java.nio.FloatBuffer direct(int count) {
        return ByteBuffer.allocateDirect(4 * count)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
