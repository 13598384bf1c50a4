package dev.octet.calibrator.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileT;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileType;
import org.tensorflow.lite.support.metadata.schema.ColorSpaceType;
import org.tensorflow.lite.support.metadata.schema.ContentProperties;
import org.tensorflow.lite.support.metadata.schema.ContentPropertiesUnion;
import org.tensorflow.lite.support.metadata.schema.ContentT;
import org.tensorflow.lite.support.metadata.schema.ImagePropertiesT;
import org.tensorflow.lite.support.metadata.schema.ModelMetadata;
import org.tensorflow.lite.support.metadata.schema.ModelMetadataT;
import org.tensorflow.lite.support.metadata.schema.NormalizationOptionsT;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptions;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptionsUnion;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitT;
import org.tensorflow.lite.support.metadata.schema.SubGraphMetadataT;
import org.tensorflow.lite.support.metadata.schema.TensorMetadataT;

/** TensorFlow Lite Metadata (metadata_schema.fbs, identifier {@code M001}): normalization, colour order, labels. */
final class LiteMetadata {

    /** The name of the buffer that holds it. */
    static final String NAME = "TFLITE_METADATA";

    /** The file of labels in the archive behind the model. */
    static final String LABELS = "labels.txt";

    private LiteMetadata() {}

    static byte[] of(TfliteDescription description, List<String> inputs, List<String> outputs) {
        SubGraphMetadataT graph = new SubGraphMetadataT();
        graph.setName("main");
        graph.setInputTensorMetadata(
                inputs.stream().map(name -> input(name, description)).toArray(TensorMetadataT[]::new));
        graph.setOutputTensorMetadata(
                outputs.stream().map(name -> output(name, description)).toArray(TensorMetadataT[]::new));
        ModelMetadataT model = new ModelMetadataT();
        model.setName(description.name());
        model.setDescription(description.description());
        model.setSubgraphMetadata(new SubGraphMetadataT[] {graph});
        FlatBufferBuilder builder = new FlatBufferBuilder();
        ModelMetadata.finishModelMetadataBuffer(builder, ModelMetadata.pack(builder, model));
        return builder.sizedByteArray();
    }

    private static TensorMetadataT input(String name, TfliteDescription description) {
        TensorMetadataT tensor = new TensorMetadataT();
        tensor.setName(name);
        description.image().ifPresent(image -> {
            tensor.setDescription(image.preparation());
            tensor.setContent(content(image));
            NormalizationOptionsT normalization = new NormalizationOptionsT();
            normalization.setMean(floats(image.mean()));
            normalization.setStd(floats(image.deviation()));
            ProcessUnitOptionsUnion options = new ProcessUnitOptionsUnion();
            options.setType(ProcessUnitOptions.NormalizationOptions);
            options.setValue(normalization);
            ProcessUnitT unit = new ProcessUnitT();
            unit.setOptions(options);
            tensor.setProcessUnits(new ProcessUnitT[] {unit});
        });
        return tensor;
    }

    /** The schema has no word for BGR: that order is in the description alone. */
    private static ContentT content(TfliteDescription.Image image) {
        ImagePropertiesT properties = new ImagePropertiesT();
        properties.setColorSpace(image.rgb() ? ColorSpaceType.RGB : ColorSpaceType.UNKNOWN);
        ContentPropertiesUnion union = new ContentPropertiesUnion();
        union.setType(ContentProperties.ImageProperties);
        union.setValue(properties);
        ContentT content = new ContentT();
        content.setContentProperties(union);
        return content;
    }

    private static TensorMetadataT output(String name, TfliteDescription description) {
        TensorMetadataT tensor = new TensorMetadataT();
        tensor.setName(name);
        if (!description.labels().isEmpty()) {
            AssociatedFileT file = new AssociatedFileT();
            file.setName(LABELS);
            file.setDescription("Names of the classes, one a line.");
            file.setType(AssociatedFileType.TENSOR_AXIS_LABELS);
            tensor.setAssociatedFiles(new AssociatedFileT[] {file});
        }
        return tensor;
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }
}
