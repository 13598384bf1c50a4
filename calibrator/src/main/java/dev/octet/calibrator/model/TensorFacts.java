package dev.octet.calibrator.model;

import dev.octet.calibrator.model.onnx.TensorShapeProto.Dimension;
import dev.octet.calibrator.model.onnx.TypeProto;
import dev.octet.calibrator.model.onnx.ValueInfoProto;
import dev.octet.calibrator.tensors.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a tensor before running.
 *
 * @param type its element type
 * @param shape its sizes, -1 where open
 */
record TensorFacts(Optional<TensorType> type, Optional<TensorShape> shape) {

    static final TensorFacts UNKNOWN = new TensorFacts(Optional.empty(), Optional.empty());

    static TensorFacts of(TensorType type, TensorShape shape) {
        return new TensorFacts(Optional.of(type), Optional.of(shape));
    }

    /** What the file says of the tensor, if it says that it is one. */
    static Optional<TensorFacts> of(ValueInfoProto value) {
        if (!value.getType().hasTensorType()) {
            return Optional.empty();
        }
        TypeProto.Tensor tensor = value.getType().getTensorType();
        Optional<TensorShape> shape = Optional.empty();
        if (tensor.hasShape()) {
            List<Long> sizes = new ArrayList<>();
            for (Dimension dimension : tensor.getShape().getDimList()) {
                boolean known = dimension.hasDimValue() && dimension.getDimValue() >= 0;
                sizes.add(known ? dimension.getDimValue() : TensorShape.UNKNOWN);
            }
            shape = Optional.of(new TensorShape(sizes));
        }
        return Optional.of(new TensorFacts(TensorType.ofCode(tensor.getElemType()), shape));
    }
}
