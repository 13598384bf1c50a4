package dev.octet.runner.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
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

    /** A change of the float model that leaves its outputs as they were, or a change of biases. */
    enum Repair {
        EQUALIZE,
        BIAS;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--repair",
            paramLabel = "NAME",
            split = ",",
            description = "Repairs before quantization, with --images: all (default), none, or some of equalize, bias.")
    private @Nullable List<String> repairs;

    @Option(
            names = "--max-float-macs",
            paramLabel = "PERCENT",
            description = "With --range auto and --images, how much of the operations may stay in float, the head's "
                    + "included, where that helps most: 5%% by default; 0%% for nothing but the head.")
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
        if (repairs == null || repairs.equals(List.of(ALL))) {
            return EnumSet.allOf(Repair.class);
        }
        Set<Repair> chosen = EnumSet.noneOf(Repair.class);
        if (!repairs.equals(List.of(NONE))) {
            repairs.forEach(name -> chosen.add(repair(name)));
        }
        return chosen;
    }

    private Repair repair(String name) {
        for (Repair repair : Repair.values()) {
            if (repair.text().equals(name)) {
                return repair;
            }
        }
        throw new ParameterException(
                spec.commandLine(),
                "Invalid value for option '--repair': '" + name + "' is not one of all, none, equalize, bias");
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
