package dev.octet.runner.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Learning curves: losses, or mAP, along the steps. */
final class TrainingPlot {

    private TrainingPlot() {}

    /** Loss of the trained network on what it sees, and of the averaged one on what it does not. */
    static Plot losses(TrainingCourse course) {
        List<Plot.Line> lines = new ArrayList<>();
        Axis x = along(course);
        double most = course.points().stream()
                .mapToDouble(point ->
                        Math.max(point.heldOutLoss(), point.trainingLoss().orElse(0.0)))
                .max()
                .orElse(1);
        Axis y = Plot.HALF.upwards(0, most);
        lines.add(new Plot.Line("training", "float", path(course, x, y, TrainingCourse.Point::trainingLoss), ""));
        lines.add(new Plot.Line("held out", "int8", path(course, x, y, point -> Optional.of(point.heldOutLoss())), ""));
        return plot("Loss along the training", "loss", x, y, lines, chosen(course, x));
    }

    /** mAP on what is held out; nothing where it was not measured. */
    static Optional<Plot> map(TrainingCourse course) {
        if (!course.byMap()) {
            return Optional.empty();
        }
        Axis x = along(course);
        double least = course.points().stream()
                .mapToDouble(point -> point.map().orElse(0.0))
                .min()
                .orElse(0);
        double most = course.points().stream()
                .mapToDouble(point -> point.map().orElse(0.0))
                .max()
                .orElse(1);
        Axis y = Plot.HALF.upwards(least, most);
        Plot.Line line = new Plot.Line("", "int8", path(course, x, y, TrainingCourse.Point::map), "");
        return Optional.of(plot("mAP along the training", "mAP", x, y, List.of(line), chosen(course, x)));
    }

    private static Axis along(TrainingCourse course) {
        int last = course.points().get(course.points().size() - 1).step();
        return Plot.HALF.across(0, Math.max(1, last));
    }

    private static Plot plot(
            String title, String yLabel, Axis x, Axis y, List<Plot.Line> lines, List<Plot.Mark> marks) {
        return new Plot(
                title, Plot.HALF, "step", yLabel, Plot.marks(x.wholeTicks()), Plot.marks(y.ticks()), lines, marks);
    }

    private static List<Plot.Mark> chosen(TrainingCourse course, Axis x) {
        TrainingCourse.Point best = course.best();
        return List.of(new Plot.Mark(x.at(best.step()), -1, "written: step " + best.step(), "chosen"));
    }

    private static String path(
            TrainingCourse course, Axis x, Axis y, Function<TrainingCourse.Point, Optional<Double>> value) {
        StringBuilder path = new StringBuilder();
        for (TrainingCourse.Point point : course.points()) {
            Optional<Double> at = value.apply(point);
            if (at.isPresent() && Double.isFinite(at.get())) {
                path.append(path.isEmpty() ? 'M' : 'L')
                        .append(String.format(Locale.ROOT, "%.1f %.1f", x.at(point.step()), y.within(at.get())));
            }
        }
        return path.toString();
    }
}
