package dev.octet.runner.detect;

import java.util.Optional;

/**
 * What a user says of a model's head.
 *
 * @param name of the head; none to have it recognised
 * @param anchors of raw heads; none for those of the official models
 * @param classes how many the model tells apart, for an engine that does not say it; none where it is not known
 */
public record HeadChoice(Optional<String> name, Optional<Anchors> anchors, Optional<Integer> classes) {

    /** What is said of a head, and nothing of its classes. */
    public HeadChoice(Optional<String> name, Optional<Anchors> anchors) {
        this(name, anchors, Optional.empty());
    }

    /** Nothing: all is found from the graph. */
    public static HeadChoice automatic() {
        return new HeadChoice(Optional.empty(), Optional.empty());
    }

    /** A head by name. */
    public static HeadChoice named(String name) {
        return new HeadChoice(Optional.of(name), Optional.empty());
    }

    /** The same for a model that tells so many classes apart. */
    public HeadChoice withClasses(int count) {
        return new HeadChoice(name, anchors, Optional.of(count));
    }
}
