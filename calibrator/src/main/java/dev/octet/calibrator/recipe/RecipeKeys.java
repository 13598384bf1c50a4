package dev.octet.calibrator.recipe;

import java.util.Set;

/** The keys of a recipe file. */
final class RecipeKeys {

    static final String FORMAT = "format";
    static final String VERSION = "octet.recipe/1";
    static final String MODEL = "model";
    static final String SHA256 = "model-sha256";
    static final String TARGET = "target";
    static final String REPAIRS = "repairs";
    static final String EQUALIZED = "equalized";
    static final String MEASURED = "measured";
    static final String FLOAT = "float";
    static final String RANGES = "ranges";

    static final Set<String> ALL = java.util.Collections.unmodifiableSet(new java.util.LinkedHashSet<>(
            java.util.List.of(FORMAT, MODEL, SHA256, TARGET, REPAIRS, EQUALIZED, MEASURED, FLOAT, RANGES)));

    private RecipeKeys() {}
}
