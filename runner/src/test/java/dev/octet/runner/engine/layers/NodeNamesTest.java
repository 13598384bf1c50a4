package dev.octet.runner.engine.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NodeNamesTest {

    @Test
    void metadata_names_nodes_whatever_separates_them() {
        List<String> nodes = List.of("/model.0/conv/Conv", "/model.0/act/Mul");
        for (String between : List.of("\u001e", "\u001f", "", " ")) {
            String metadata = "[ONNX Layer: /model.0/conv/Conv]" + between + "[ONNX Layer: /model.0/act/Mul]";
            assertThat(NodeNames.of("__myl_Fused", metadata)).isEqualTo(nodes);
        }
    }

    @Test
    void a_name_may_have_brackets_itself() {
        assertThat(NodeNames.of("x", "[ONNX Layer: [CONVOLUTION]-[aten]-[/features/0]]"))
                .containsExactly("[CONVOLUTION]-[aten]-[/features/0]");
    }

    @Test
    void without_metadata_the_parts_of_the_name_are_the_nodes() {
        assertThat(NodeNames.of("conv1.weight + QuantizeLinear_7 + Conv_9 + MaxPool_12", ""))
                .containsExactly("conv1.weight", "QuantizeLinear_7", "Conv_9", "MaxPool_12");
        assertThat(NodeNames.of("Conv_757 || Conv_635", "")).containsExactly("Conv_757", "Conv_635");
        assertThat(NodeNames.of("a\u001fb", "")).containsExactly("a", "b");
    }

    @Test
    void pointwise_chains_are_taken_apart() {
        assertThat(NodeNames.of(
                        "Conv_41 + PWN(Clip_589 + (Unnamed Layer* 16) [Shuffle], PWN(PWN(PWN(Add_586 + (Unnamed Layer* 11)"
                                + " [Shuffle] + Add_43, PWN(Clip_46)), Mul_47), Div_49))",
                        ""))
                .containsExactly("Conv_41", "Clip_589", "Add_586", "Add_43", "Clip_46", "Mul_47", "Div_49");
    }

    @Test
    void copies_belong_to_the_layer_that_they_serve() {
        assertThat(NodeNames.of("Reformatting CopyNode for Input Tensor 0 to Conv_0 + Relu_1", ""))
                .containsExactly("Conv_0", "Relu_1");
        assertThat(NodeNames.of("Conv_41 input reformatter 0", "")).containsExactly("Conv_41");
        assertThat(NodeNames.of("copied_squeeze_after_Gemm_7", "")).containsExactly("Gemm_7");
    }

    @Test
    void a_subgraph_has_its_ends_and_generated_kernels_have_no_name() {
        assertThat(NodeNames.of("{ForeignNode[/head/Concat.../head/Mul]}", ""))
                .containsExactly("/head/Concat", "/head/Mul");
        assertThat(NodeNames.of("__myl_MoveConc_myl3_18", "")).isEmpty();
    }
}
