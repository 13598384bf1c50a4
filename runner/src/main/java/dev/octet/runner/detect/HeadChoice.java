package dev.octet.runner.detect;

import java.util.Optional;

/**
 * What a user says of a model's head.
 *
 * @param name of the head; none to have it recognised
 * @param anchors of raw heads; none for those of the official models
 */
public record HeadChoice(Optional<String> name, Optional<Anchors> anchors) {

    /** Nothing: all is found from the graph. */
    public static HeadChoice automatic() {
        return new HeadChoice(Optional.empty(), Optional.empty());
    }

    /** A head by name. */
    public static HeadChoice named(String name) {
        return new HeadChoice(Optional.of(name), Optional.empty());
    }
}
