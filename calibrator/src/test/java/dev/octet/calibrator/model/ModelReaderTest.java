package dev.octet.calibrator.model;

import static dev.octet.calibrator.model.TinyModels.opset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.onnx.GraphProto;
import dev.octet.calibrator.model.onnx.NodeProto;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelReaderTest {

    private static TinyModels chain() {
        return opset(13)
                .input("x", 1, 4)
                .constant(Initializer.ofFloats("w", new float[] {1, 2, 3, 4}, 4))
                .longs("s", 2, -1)
                .node("Mul", "x w", "m")
                .node("Reshape", "m s", "r")
                .node("Softmax", "r", "y")
                .output("y");
    }

    @Test
    void unknown_fields_survive_a_round_trip_and_an_edit() {
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(987, UnknownFieldSet.Field.newBuilder().addVarint(65).build())
                .build();
        byte[] bytes =
                chain().proto().toBuilder().setUnknownFields(unknown).build().toByteArray();

        OnnxModel model = OnnxModel.parse(bytes, "m");

        assertThat(model.toBytes()).isEqualTo(bytes);
        assertThat(model.edit().build().proto().getUnknownFields()).isEqualTo(unknown);
        assertThat(model.edit().build().toBytes())
                .isEqualTo(model.edit().build().toBytes());
    }

    @Test
    void inconsistent_graphs_are_refused_word_for_word() {
        refused(chain().node("Relu", "x", "m"), "tensor 'm' is made twice");
        refused(chain().node("Relu", "x", "w"), "tensor 'w' is made twice");
        refused(chain().node("Relu", "gone", "z"), "node 'the_relu' reads tensor 'gone', which nothing makes");
        refused(
                chain().node("Add", "b x", "a").node("Relu", "a", "b"),
                "2 of its nodes wait for each other in a cycle");
        refused(chain().output("z"), "nothing makes its output 'z'");
        refused(chain().longs("s", 1), "initializer 's' is stored twice");
        refused(chain().node("", "x", "z"), "node 'the_' has no operator");
        refused(chain().node("Relu", "x", ""), "node 'the_relu' (Relu) has no output");
        refused(opset(13).input("x", 1), "it has no graph with nodes");
    }

    @Test
    void values_must_be_stored_in_the_field_of_their_type() {
        var wrong = Initializer.ofLongs("v", new long[] {1}, 1).proto().toBuilder()
                .clearRawData()
                .addInt32Data(1)
                .build();

        refused(chain().constant(wrong), "initializer 'v' of INT64 [1] should hold 1 but holds 0 values");
    }

    private static void refused(TinyModels model, String what) {
        assertThatThrownBy(model::build)
                .isInstanceOfSatisfying(
                        ToolkitException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT))
                .hasMessage("Model tiny.onnx is not a consistent ONNX model: " + what + ".");
    }

    @Test
    void truncated_and_mutated_files_are_read_or_refused_and_nothing_else() {
        byte[] good = chain().proto().toByteArray();
        Random random = new Random(20_261_123);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
            for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(survives(bytes)).as("seed 20261123, round " + round).isTrue();
        }
    }

    @Test
    void mutated_operators_are_read_or_refused_and_nothing_else() {
        Random random = new Random(99);
        Stream.concat(OpsetUpgradeTest.models(), OperatorShapesTest.runnable()).forEach(arguments -> {
            byte[] good = Stream.of(arguments.get())
                    .filter(TinyModels.class::isInstance)
                    .map(tiny -> ((TinyModels) tiny).proto().toByteArray())
                    .findFirst()
                    .orElseThrow();
            for (int round = 0; round < 100; round++) {
                byte[] bytes = good.clone();
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                assertThat(survives(bytes)).as("seed 99, round " + round).isTrue();
            }
        });
    }

    private static boolean survives(byte[] bytes) {
        try {
            OnnxModel model = OnnxModel.parse(bytes, "mutated");
            ModelCost.of(model.graph());
            ActivationBudget.of(model.graph());
            model.edit().build();
            model.upgradedTo(18);
            return true;
        } catch (ToolkitException e) {
            return true;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError(Arrays.toString(bytes), e);
        }
    }

    @Test
    void deep_nesting_is_refused() {
        GraphProto graph = chain().proto().getGraph();
        for (int depth = 0; depth < 10; depth++) {
            graph = GraphProto.newBuilder()
                    .addNode(NodeProto.newBuilder()
                            .setOpType("If")
                            .addOutput("o")
                            .addAttribute(TinyModels.graph("then_branch", graph)))
                    .build();
        }
        byte[] ten = chain().proto().toBuilder().setGraph(graph).build().toByteArray();
        assertThatThrownBy(() -> OnnxModel.parse(ten, "deep"))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("Model deep is not a consistent ONNX model: its graphs are nested deeper than 8.");
        for (int depth = 0; depth < 200; depth++) {
            graph = GraphProto.newBuilder()
                    .addNode(NodeProto.newBuilder().addAttribute(TinyModels.graph("then_branch", graph)))
                    .build();
        }
        byte[] hundreds = chain().proto().toBuilder().setGraph(graph).build().toByteArray();
        assertThatThrownBy(() -> OnnxModel.parse(hundreds, "deeper"))
                .isInstanceOf(ToolkitException.class)
                .hasMessageStartingWith("Model deeper is not a whole ONNX file: its ");
    }

    @Test
    void an_editor_cuts_renames_and_extends() {
        OnnxModel model = chain().build();
        ModelEditor cut = model.edit();
        cut.removeOutputs();
        cut.addOutput("m", TensorType.FLOAT);
        cut.cutTo(java.util.List.of("m"));
        Graph graph = cut.build().graph();
        assertThat(graph.nodes()).extracting(Node::opType).containsExactly("Mul");
        assertThat(graph.initializers()).extracting(Initializer::name).containsExactly("w");

        ModelEditor longer = model.edit();
        Node softmax = model.graph().producer("y").orElseThrow();
        longer.addNode("Relu", "", "relu", java.util.List.of("r"), java.util.List.of("positive"), java.util.Map.of());
        longer.replaceInput(softmax, 0, "positive");
        longer.setMetadata("made", "here");
        OnnxModel built = longer.build();
        assertThat(built.graph().nodes()).extracting(Node::opType).containsExactly("Mul", "Reshape", "Relu", "Softmax");
        assertThat(built.proto().getMetadataProps(0).getValue()).isEqualTo("here");
        assertThat(built.sha256()).isNotEqualTo(model.sha256());

        ModelEditor removed = model.edit();
        removed.removeNode(softmax);
        assertThatThrownBy(() -> removed.setOperator(softmax, "Relu"))
                .hasMessage("node the_softmax is not of this model or was removed");
    }
}
