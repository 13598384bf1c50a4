package dev.octet.calibrator.tflite;

import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.DepthwiseConv2DOptionsT;
import org.tensorflow.lite.schema.FullyConnectedOptionsT;
import org.tensorflow.lite.schema.LeakyReluOptionsT;
import org.tensorflow.lite.schema.MulOptionsT;
import org.tensorflow.lite.schema.Padding;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.ReducerOptionsT;
import org.tensorflow.lite.schema.ReshapeOptionsT;
import org.tensorflow.lite.schema.ResizeNearestNeighborOptionsT;
import org.tensorflow.lite.schema.SoftmaxOptionsT;
import org.tensorflow.lite.schema.SplitVOptionsT;
import org.tensorflow.lite.schema.StridedSliceOptionsT;
import org.tensorflow.lite.schema.SubOptionsT;

/** What operators are told beside their tensors. */
final class Options {

    private Options() {}

    static BuiltinOptionsUnion none() {
        return of(BuiltinOptions.NONE, null);
    }

    private static BuiltinOptionsUnion of(byte type, @org.jspecify.annotations.Nullable Object value) {
        BuiltinOptionsUnion options = new BuiltinOptionsUnion();
        options.setType(type);
        options.setValue(value);
        return options;
    }

    static BuiltinOptionsUnion convolution(Window window, byte activation) {
        Conv2DOptionsT options = new Conv2DOptionsT();
        options.setPadding(window.padding());
        options.setStrideH(window.rows().stride());
        options.setStrideW(window.columns().stride());
        options.setDilationHFactor(window.rows().dilation());
        options.setDilationWFactor(window.columns().dilation());
        options.setFusedActivationFunction(activation);
        return of(BuiltinOptions.Conv2DOptions, options);
    }

    static BuiltinOptionsUnion depthwise(Window window, int multiplier, byte activation) {
        DepthwiseConv2DOptionsT options = new DepthwiseConv2DOptionsT();
        options.setPadding(window.padding());
        options.setStrideH(window.rows().stride());
        options.setStrideW(window.columns().stride());
        options.setDilationHFactor(window.rows().dilation());
        options.setDilationWFactor(window.columns().dilation());
        options.setDepthMultiplier(multiplier);
        options.setFusedActivationFunction(activation);
        return of(BuiltinOptions.DepthwiseConv2DOptions, options);
    }

    static BuiltinOptionsUnion pool(Window window) {
        Pool2DOptionsT options = new Pool2DOptionsT();
        options.setPadding(window.padding());
        options.setStrideH(window.rows().stride());
        options.setStrideW(window.columns().stride());
        options.setFilterHeight(window.rows().kernel());
        options.setFilterWidth(window.columns().kernel());
        return of(BuiltinOptions.Pool2DOptions, options);
    }

    static BuiltinOptionsUnion fullyConnected(byte activation) {
        FullyConnectedOptionsT options = new FullyConnectedOptionsT();
        options.setFusedActivationFunction(activation);
        return of(BuiltinOptions.FullyConnectedOptions, options);
    }

    /** Sums of 16-bit integers may have any scale; the default is powers of two. */
    static BuiltinOptionsUnion add() {
        AddOptionsT options = new AddOptionsT();
        options.setPotScaleInt16(false);
        return of(BuiltinOptions.AddOptions, options);
    }

    static BuiltinOptionsUnion subtract() {
        SubOptionsT options = new SubOptionsT();
        options.setPotScaleInt16(false);
        return of(BuiltinOptions.SubOptions, options);
    }

    static BuiltinOptionsUnion multiply() {
        return of(BuiltinOptions.MulOptions, new MulOptionsT());
    }

    static BuiltinOptionsUnion leakyRelu(float alpha) {
        LeakyReluOptionsT options = new LeakyReluOptionsT();
        options.setAlpha(alpha);
        return of(BuiltinOptions.LeakyReluOptions, options);
    }

    static BuiltinOptionsUnion softmax() {
        SoftmaxOptionsT options = new SoftmaxOptionsT();
        options.setBeta(1);
        return of(BuiltinOptions.SoftmaxOptions, options);
    }

    static BuiltinOptionsUnion concatenation(int axis) {
        ConcatenationOptionsT options = new ConcatenationOptionsT();
        options.setAxis(axis);
        options.setFusedActivationFunction(ActivationFunctionType.NONE);
        return of(BuiltinOptions.ConcatenationOptions, options);
    }

    static BuiltinOptionsUnion resizeNearest(boolean halfPixelCenters, boolean alignCorners) {
        ResizeNearestNeighborOptionsT options = new ResizeNearestNeighborOptionsT();
        options.setHalfPixelCenters(halfPixelCenters);
        options.setAlignCorners(alignCorners);
        return of(BuiltinOptions.ResizeNearestNeighborOptions, options);
    }

    static BuiltinOptionsUnion reshape(int[] shape) {
        ReshapeOptionsT options = new ReshapeOptionsT();
        options.setNewShape(shape);
        return of(BuiltinOptions.ReshapeOptions, options);
    }

    static BuiltinOptionsUnion split(int parts) {
        SplitVOptionsT options = new SplitVOptionsT();
        options.setNumSplits(parts);
        return of(BuiltinOptions.SplitVOptions, options);
    }

    static BuiltinOptionsUnion stridedSlice() {
        return of(BuiltinOptions.StridedSliceOptions, new StridedSliceOptionsT());
    }

    static BuiltinOptionsUnion mean() {
        ReducerOptionsT options = new ReducerOptionsT();
        options.setKeepDims(true);
        return of(BuiltinOptions.ReducerOptions, options);
    }

    static byte valid() {
        return Padding.VALID;
    }

    static byte same() {
        return Padding.SAME;
    }
}
