package dev.octet.runner.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What a quantization cost and gained, for those who read no further.
 *
 * @param sentence all of it
 * @param cards one for each figure
 */
public record Verdict(String sentence, List<Card> cards) {

    private static final String GOOD = "good";
    private static final String BAD = "bad";
    private static final String ABSENT = "absent-figure";

    public Verdict {
        cards = List.copyOf(cards);
    }

    /**
     * One figure.
     *
     * @param figure with its unit
     * @param text where it comes from
     * @param tone {@code good}, {@code bad}, or {@code absent-figure}
     */
    public record Card(String figure, String text, String tone) {}

    static Verdict of(Report report) {
        List<Card> cards = new ArrayList<>();
        cards.add(size(report.origin()));
        cards.add(report.speed()
                .map(one -> speed(one, report.origin().cpu()))
                .orElse(new Card("speed not measured", "'octet report create' times both models.", ABSENT)));
        cards.add(report.accuracy()
                .map(Verdict::accuracy)
                .orElse(new Card(
                        "accuracy not measured", "Give --annotations FILE.json to octet report create.", ABSENT)));
        if (!report.layers().isEmpty()) {
            cards.add(new Card(Words.percent(report.int8MacShare()) + " in INT8", "of the multiply-accumulates", GOOD));
        }
        return new Verdict(sentence(report), cards);
    }

    private static Card size(Origin origin) {
        return new Card(
                Words.size(origin),
                kilobytes(origin.reference()) + " to " + kilobytes(origin.quantized()),
                origin.timesSmaller() >= 1 ? GOOD : BAD);
    }

    private static String kilobytes(Origin.ModelFile file) {
        return Words.count(Math.round(file.bytes() / 1000.0)) + " kB";
    }

    private static Card speed(Speed speed, String cpu) {
        return new Card(
                Words.speed(speed),
                Words.number(speed.reference().median(), 2) + " ms to "
                        + Words.number(speed.quantized().median(), 2) + " ms on " + cpu + ", " + speed.threads()
                        + (speed.threads() == 1 ? " thread" : " threads"),
                speed.speedup() >= 1 ? GOOD : BAD);
    }

    private static Card accuracy(Accuracy accuracy) {
        return new Card(
                Words.accuracy(accuracy),
                "mAP " + Words.number(accuracy.reference().map(), 4) + " to "
                        + Words.number(accuracy.quantized().map(), 4) + " on " + accuracy.images() + " images. "
                        + Words.certainty(accuracy),
                accuracy.beyondChance() && accuracy.drop() > 0 ? BAD : GOOD);
    }

    private static String sentence(Report report) {
        return "INT8 is " + Words.size(report.origin()) + " than float, "
                + report.speed()
                        .map(one -> Words.speed(one) + " on " + report.origin().cpu() + ", ")
                        .orElse("")
                + report.accuracy().map(Verdict::change).orElse("and what it does to accuracy was not measured") + ".";
    }

    private static String change(Accuracy accuracy) {
        if (accuracy.drop() == 0) {
            return "and keeps its mAP";
        }
        String points = Words.points(Words.number(100 * Math.abs(accuracy.drop()), 2), accuracy);
        String chance = accuracy.margin().isEmpty()
                ? ""
                : accuracy.beyondChance() ? ", which is more than chance" : ", which is within chance";
        return "and " + (accuracy.drop() >= 0 ? "loses " : "gains ") + points + chance;
    }
}
