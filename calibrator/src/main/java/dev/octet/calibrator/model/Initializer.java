package dev.octet.calibrator.model;

import com.google.protobuf.ByteString;
import dev.octet.calibrator.model.onnx.TensorProto;
import dev.octet.calibrator.tensors.TensorShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A constant tensor of a model: weights, biases, shapes. Immutable; its values are copied out on request. */
public final class Initializer {

    private final TensorProto proto;

    Initializer(TensorProto proto) {
        this.proto = proto;
    }

    TensorProto proto() {
        return proto;
    }

    /** A float32 tensor; no axes means a scalar. */
    public static Initializer ofFloats(String name, float[] values, long... axes) {
        byte[] bytes = new byte[values.length * Float.BYTES];
        ByteBuffer raw = littleEndian(bytes);
        for (float value : values) {
            raw.putFloat(value);
        }
        return of(name, TensorType.FLOAT, TensorShape.of(axes), bytes);
    }

    /** An int64 tensor; no axes means a scalar. */
    public static Initializer ofLongs(String name, long[] values, long... axes) {
        byte[] bytes = new byte[values.length * Long.BYTES];
        ByteBuffer raw = littleEndian(bytes);
        for (long value : values) {
            raw.putLong(value);
        }
        return of(name, TensorType.INT64, TensorShape.of(axes), bytes);
    }

    /** An int32 tensor; no axes means a scalar. */
    public static Initializer ofInts(String name, int[] values, long... axes) {
        byte[] bytes = new byte[values.length * Integer.BYTES];
        ByteBuffer raw = littleEndian(bytes);
        for (int value : values) {
            raw.putInt(value);
        }
        return of(name, TensorType.INT32, TensorShape.of(axes), bytes);
    }

    /** A tensor of any fixed-size type from its little-endian bytes. */
    public static Initializer of(String name, TensorType type, TensorShape shape, byte[] raw) {
        if (raw.length != type.bytes(shape.elementCount())) {
            throw new IllegalArgumentException("initializer " + name + " of " + type + " " + shape + " needs "
                    + type.bytes(shape.elementCount()) + " bytes, raw has " + raw.length);
        }
        return new Initializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.code())
                .addAllDims(shape.dimensions())
                .setRawData(ByteString.copyFrom(raw))
                .build());
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Its name. */
    public String name() {
        return proto.getName();
    }

    /** Its element type. */
    public TensorType type() {
        return TensorType.ofCode(proto.getDataType())
                .orElseThrow(() -> new IllegalStateException("initializer " + name() + " was not checked"));
    }

    /** Its sizes. */
    public TensorShape shape() {
        return new TensorShape(proto.getDimsList());
    }

    /** The values of a float32 tensor, row-major. */
    public float[] floats() {
        require(TensorType.FLOAT);
        if (proto.getRawData().isEmpty()) {
            float[] values = new float[proto.getFloatDataCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = proto.getFloatData(i);
            }
            return values;
        }
        float[] values = new float[proto.getRawData().size() / Float.BYTES];
        raw().asFloatBuffer().get(values);
        return values;
    }

    /** The values of an int64 or int32 tensor, row-major. */
    public long[] longs() {
        if (type() == TensorType.INT32) {
            return proto.getRawData().isEmpty()
                    ? proto.getInt32DataList().stream()
                            .mapToLong(Integer::longValue)
                            .toArray()
                    : ints();
        }
        require(TensorType.INT64);
        if (proto.getRawData().isEmpty()) {
            return proto.getInt64DataList().stream().mapToLong(Long::longValue).toArray();
        }
        long[] values = new long[proto.getRawData().size() / Long.BYTES];
        raw().asLongBuffer().get(values);
        return values;
    }

    private long[] ints() {
        int[] values = new int[proto.getRawData().size() / Integer.BYTES];
        raw().asIntBuffer().get(values);
        return Arrays.stream(values).asLongStream().toArray();
    }

    /** The values of a tensor of integers of 8 to 64 bits, row-major. */
    public long[] integers() {
        return switch (type()) {
            case INT8, UINT8, INT16, UINT16 -> narrow();
            default -> longs();
        };
    }

    /** Integers of less than 32 bits are stored in their own bytes, or one in an int32 (ONNX, TensorProto.int32_data). */
    private long[] narrow() {
        TensorType type = type();
        if (proto.getRawData().isEmpty()) {
            return proto.getInt32DataList().stream()
                    .mapToLong(Integer::longValue)
                    .toArray();
        }
        ByteBuffer raw = raw();
        int width = Math.toIntExact(type.bytes(1));
        long[] values = new long[raw.remaining() / width];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case INT8 -> raw.get(i);
                case UINT8 -> Byte.toUnsignedLong(raw.get(i));
                case INT16 -> raw.getShort(i * width);
                default -> Short.toUnsignedLong(raw.getShort(i * width));
            };
        }
        return values;
    }

    /** The little-endian bytes of a tensor that is stored as such. */
    public byte[] bytes() {
        return proto.getRawData().toByteArray();
    }

    private ByteBuffer raw() {
        return proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void require(TensorType expected) {
        if (type() != expected) {
            throw new IllegalStateException("initializer " + name() + " is " + type() + ", expected " + expected);
        }
    }

    /** The same tensor under another name. */
    public Initializer renamed(String name) {
        return new Initializer(proto.toBuilder().setName(name).build());
    }

    @Override
    public String toString() {
        return name() + " " + type() + " " + shape();
    }
}
