package dev.octet.runner.cli;

import dev.octet.benchmarks.power.NetEnergy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Energy as lines and as JSON.
 *
 * @param byModel energy by source, by name of the model
 * @param reasons why other sources told nothing
 */
record EnergyReport(Map<String, List<NetEnergy>> byModel, List<String> reasons) {

    /** One line for each model and source. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        byModel.forEach((model, sources) -> sources.forEach(one -> lines.add(line(model, one))));
        return lines;
    }

    private static String line(String model, NetEnergy energy) {
        String error = energy.errorJoulesPerImage().isPresent()
                ? String.format(
                        Locale.ROOT,
                        " +- %.4f by sampling",
                        energy.errorJoulesPerImage().getAsDouble())
                : ", error not known";
        return String.format(
                Locale.ROOT,
                "energy of %s: %.4f J per image above idle%s (%.2f W above %.2f W; %s, %s)%s",
                model,
                energy.joulesPerImage(),
                error,
                energy.watts(),
                energy.idle().watts(),
                energy.run().source(),
                energy.run().covers(),
                energy.isLostInIdle() ? ": cannot be told from the idle machine" : "");
    }

    Map<String, Object> json() {
        List<Map<String, Object>> models = new ArrayList<>();
        byModel.forEach((model, sources) -> sources.forEach(one -> models.add(json(model, one))));
        Map<String, Object> power = new LinkedHashMap<>();
        power.put("models", models);
        power.put("notBy", reasons);
        return power;
    }

    private static Map<String, Object> json(String model, NetEnergy energy) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("model", model);
        entry.put("source", energy.run().source());
        entry.put("covers", energy.run().covers());
        entry.put("accuracy", energy.run().accuracy());
        entry.put("joulesPerImage", energy.joulesPerImage());
        entry.put("errorJoulesPerImage", energy.errorJoulesPerImage());
        entry.put("grossJoulesPerImage", energy.grossJoulesPerImage());
        entry.put("lostInIdle", energy.isLostInIdle());
        entry.put("images", energy.images());
        entry.put("watts", energy.run().watts());
        entry.put("idleWatts", energy.idle().watts());
        entry.put("seconds", energy.run().seconds());
        entry.put("idleSeconds", energy.idle().seconds());
        entry.put("samples", energy.run().samples());
        entry.put("missedSamples", energy.run().missed());
        return entry;
    }
}
