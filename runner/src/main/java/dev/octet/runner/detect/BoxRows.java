package dev.octet.runner.detect;

/** One image's boxes with a score for each class, wherever their numbers lie. Not for several threads. */
interface BoxRows {

    /** How many there are. */
    int count();

    /** At least as much as the highest class score of the row: its objectness, where there is one. */
    float ceiling(int row);

    /** Puts the row's score for each class. */
    void scores(int row, float[] scores);

    /** Puts the box as left, top, right, bottom edge in px of the model's input. */
    void edges(int row, double[] edges);

    /** Edges from centre and size. */
    static void fromCentre(double cx, double cy, double w, double h, double[] edges) {
        edges[0] = cx - w / 2;
        edges[1] = cy - h / 2;
        edges[2] = cx + w / 2;
        edges[3] = cy + h / 2;
    }

    static float sigmoid(float logit) {
        return (float) (1 / (1 + Math.exp(-logit)));
    }
}
