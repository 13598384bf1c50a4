package dev.octet.runner.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.OnnxModel;
import dev.octet.calibrator.model.onnx.ModelProto;
import dev.octet.calibrator.model.onnx.StringStringEntryProto;
import dev.octet.runner.TinyNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassNamesTest {

    private static final String TEXT_OR_YAML =
            "Give a UTF-8 text of one name a line, or the data.yaml of the training.";

    @TempDir
    private Path folder;

    @Test
    void a_text_has_one_name_a_line() throws IOException {
        assertThat(in("names.txt", "\uFEFFcat\r\n </script> \ncaf\u00e9 \u732b\n\n", 3))
                .isEqualTo(new ClassNames(
                        List.of("cat", "</script>", "caf\u00e9 \u732b"), "from " + folder.resolve("names.txt")));
    }

    @Test
    void a_training_file_has_a_list_or_numbered_names() throws IOException {
        assertThat(in("data.yaml", "train: images/\nnc: 2\nnames: [cat, 'dog: big']\n", 2)
                        .names())
                .containsExactly("cat", "dog: big");
        assertThat(in("data.yml", "path: x\nnames:\n  0: cat\n  1: 7\n", 2).names())
                .containsExactly("cat", "7");
    }

    @Test
    void another_number_of_names_is_refused() {
        refused(
                "names.txt",
                "cat\ndog\n",
                "The file DIR/names.txt has 2 class names, model model.onnx tells 3 classes apart.",
                "Give one name for each class, in the order of the training.");
    }

    @Test
    void files_without_names_are_refused() {
        refused("a.txt", "", "The class names in DIR/a.txt cannot be used: it is empty.", TEXT_OR_YAML);
        refused("b.txt", "x\n\ny\n", "The class names in DIR/b.txt cannot be used: line 2 is empty.", TEXT_OR_YAML);
        refused(
                "a.yaml",
                "nc: 3\n",
                "The class names in DIR/a.yaml cannot be used: it has no list `names`.",
                TEXT_OR_YAML);
        refused(
                "b.yaml",
                "names: {0: a, 2: b}\n",
                "The class names in DIR/b.yaml cannot be used: `names` has no name for class 1.",
                TEXT_OR_YAML);
    }

    @Test
    void what_is_no_text_or_not_there_is_refused() throws IOException {
        Path file = Files.write(folder.resolve("latin.txt"), new byte[] {'c', (byte) 0xe9});
        assertThatThrownBy(() -> ClassNames.in(file, "model.onnx", 1))
                .hasMessage("The class names in " + file + " cannot be used: it is not UTF-8 text.");
        Path none = folder.resolve("none.txt");
        assertThatThrownBy(() -> ClassNames.in(none, "model.onnx", 1))
                .hasMessage("There is no readable file of class names " + none + ".");
    }

    @Test
    void names_in_the_model_are_read_as_python_prints_them() {
        assertThat(ClassNames.of(model("{0: 'cat', 1: \"dog's\", 2: 'a\\'b\\\\ \\u732b\\t'}"), 3))
                .isEqualTo(new ClassNames(List.of("cat", "dog's", "a'b\\ \u732b "), "from the model's metadata"));
        assertThat(ClassNames.of(model("['cat', 'dog']"), 2).names()).containsExactly("cat", "dog");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{0: 'a'",
                "{0: 'a', 2: 'b'}",
                "{0: 'a' 1: 'b'}",
                "{0: 'a'} ; import os",
                "{0: open('x')}",
                "['a', '\\q']",
                "['a', '\\u12'"
            })
    void names_in_the_model_that_are_something_else_are_not_taken(String text) {
        assertThat(PythonNames.parse(text)).isEmpty();
        assertThat(ClassNames.of(model(text), 2))
                .isEqualTo(new ClassNames(
                        List.of("class 0", "class 1"), "numbers; those in the model's metadata cannot be read"));
    }

    @Test
    void names_in_the_model_of_another_number_are_not_taken_and_that_is_said() {
        assertThat(ClassNames.of(model("['a', 'b', 'c']"), 2).origin())
                .isEqualTo("numbers; the model's metadata have 3 for 2 classes");
    }

    @Test
    void without_any_80_classes_are_those_of_coco_and_others_are_numbers() {
        OnnxModel model = TinyNetworks.columns(64, 4).build();
        ClassNames coco = ClassNames.of(model, 80);
        assertThat(coco.names())
                .hasSize(80)
                .doesNotHaveDuplicates()
                .startsWith("person", "bicycle")
                .endsWith("toothbrush");
        assertThat(coco.names().get(9)).isEqualTo("traffic light");
        assertThat(coco.origin()).isEqualTo("those of COCO, for 80 classes; the model has none");
        assertThat(ClassNames.of(model, 2))
                .isEqualTo(new ClassNames(List.of("class 0", "class 1"), "numbers; the model has none"));
    }

    private ClassNames in(String name, String content, int classes) throws IOException {
        return ClassNames.in(Files.writeString(folder.resolve(name), content), "model.onnx", classes);
    }

    private void refused(String name, String content, String message, String remedy) {
        assertThatThrownBy(() -> in(name, content, 3)).isInstanceOfSatisfying(ToolkitException.class, e -> {
            assertThat(e.kind()).isEqualTo(FailureKind.BAD_INPUT);
            assertThat(String.valueOf(e.getMessage()).replace(folder.toString(), "DIR"))
                    .isEqualTo(message);
            assertThat(e.remedy()).isEqualTo(remedy);
        });
    }

    private static OnnxModel model(String names) {
        try {
            ModelProto proto = ModelProto.parseFrom(
                            TinyNetworks.columns(64, 4).build().toBytes())
                    .toBuilder()
                    .addMetadataProps(
                            StringStringEntryProto.newBuilder().setKey("names").setValue(names))
                    .build();
            return OnnxModel.parse(proto.toByteArray(), "model.onnx");
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
