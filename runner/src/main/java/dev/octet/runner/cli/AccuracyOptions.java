package dev.octet.runner.cli;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.repair.Repair;
import dev.octet.calibrator.text.ClosestName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What may be done, from images and without training, to keep a model's accuracy. */
final class AccuracyOptions {

    private static final String ALL = "all";
    private static final String NONE = "none";

    private static final String DEFAULT = "default";

    @Option(
            names = "--repair",
            paramLabel = "NAME",
            split = ",",
            description = "Repairs before quantization, with --images: default (equalize, bias), all, none, or some of "
                    + "equalize, cross-layer, absorb, split, bias, clip, round.")
    private @Nullable List<String> repairs;

    @Option(
            names = "--max-float-macs",
            paramLabel = "PERCENT",
            description = "With --range auto and --images, how much of the operations may stay in float, the head's "
                    + "included, where that helps most: by default 5%%, 10%% in tune; 0%% for nothing but the head.")
    private @Nullable String maxFloatMacs;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The options that were given, as typed. */
    List<String> given() {
        List<String> given = new ArrayList<>();
        if (repairs != null) {
            given.add("--repair");
        }
        if (maxFloatMacs != null) {
            given.add("--max-float-macs");
        }
        return given;
    }

    Set<Repair> repairs() {
        if (repairs == null || repairs.equals(List.of(DEFAULT))) {
            return Repair.defaults();
        }
        if (repairs.equals(List.of(ALL))) {
            return EnumSet.allOf(Repair.class);
        }
        Set<Repair> chosen = EnumSet.noneOf(Repair.class);
        if (!repairs.equals(List.of(NONE))) {
            repairs.forEach(name -> chosen.add(repair(name)));
        }
        return chosen;
    }

    private Repair repair(String name) {
        return Repair.named(name)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "Invalid value for option '--repair': '" + name + "' is not one of default, all, none, "
                                + String.join(", ", Repair.names())));
    }

    /**
     * The repairs that a recipe names.
     *
     * @throws ToolkitException {@code INTEGRITY} when there is none of a name
     */
    static Set<Repair> named(List<String> names) {
        Set<Repair> chosen = EnumSet.noneOf(Repair.class);
        for (String name : names) {
            chosen.add(Repair.named(name)
                    .orElseThrow(() -> new ToolkitException(
                            FailureKind.INTEGRITY,
                            "The recipe names the repair " + name + ", which does not exist"
                                    + ClosestName.suggestion(name, Repair.names()) + ".",
                            "Correct the recipe, or make one for this model with 'octet tune'.")));
        }
        return chosen;
    }

    /** The share of operations, or the one that is otherwise used. */
    double floatMacs(double otherwise) {
        if (maxFloatMacs == null) {
            return otherwise;
        }
        String number = maxFloatMacs.endsWith("%") ? maxFloatMacs.substring(0, maxFloatMacs.length() - 1) : "";
        try {
            double percent = Double.parseDouble(number);
            if (percent >= 0 && percent <= 100) {
                return percent / 100;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new ParameterException(
                spec.commandLine(),
                "Invalid value for option '--max-float-macs': '" + maxFloatMacs + "' is not a percentage such as 5%");
    }
}
