package dev.octet.runner.benchmark.sweep;

/**
 * One load.
 *
 * @param batch images in one run
 * @param streams runs at the same time
 */
public record LoadPoint(int batch, int streams) {

    public LoadPoint {
        if (batch < 1 || streams < 1) {
            throw new IllegalArgumentException("batch " + batch + " and streams " + streams + " must be at least 1");
        }
    }

    /** As reports name it. */
    public String text() {
        return "batch " + batch + ", " + streamsText();
    }

    String streamsText() {
        return streams + (streams == 1 ? " stream" : " streams");
    }
}
