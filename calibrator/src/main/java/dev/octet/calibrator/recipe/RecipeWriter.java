package dev.octet.calibrator.recipe;

import dev.octet.calibrator.files.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** A recipe as YAML, a line for each thing that may be edited. */
final class RecipeWriter {

    private static final String HEAD = """
            # How to quantize a model: octet quantize MODEL --recipe THIS_FILE --images DIR --target TARGET -o OUTPUT
            # May be edited. 'float' lists nodes left in float, 'ranges' how each range is chosen; 'measured' is not read.
            """;

    private RecipeWriter() {}

    static void write(Recipe recipe, Path file) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(RecipeKeys.FORMAT, RecipeKeys.VERSION);
        document.put(RecipeKeys.MODEL, recipe.model());
        document.put(RecipeKeys.SHA256, recipe.modelSha256());
        document.put(RecipeKeys.TARGET, recipe.target());
        document.put(RecipeKeys.REPAIRS, recipe.repairs());
        document.put(RecipeKeys.EQUALIZED, recipe.equalized());
        document.put(RecipeKeys.MEASURED, recipe.measured());
        document.put(RecipeKeys.FLOAT, new ArrayList<>(recipe.plan().floatNodes()));
        document.put(RecipeKeys.RANGES, recipe.plan().candidates());
        String yaml = YAMLMapper.builder()
                .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
                .enable(YAMLWriteFeature.INDENT_ARRAYS)
                .build()
                .writeValueAsString(document);
        AtomicFile.write(file, (HEAD + yaml).getBytes(StandardCharsets.UTF_8));
    }
}
