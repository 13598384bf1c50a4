package dev.octet.benchmarks.load;

import java.util.List;

/** What a load is put on: lanes that run at the same time. Its owner closes what is behind them. */
public interface LoadTarget {

    /** What the report calls it. */
    String name();

    /** At least one lane; each is driven by a thread of its own. */
    List<Lane> lanes();

    /** Time begins for all lanes: right after this each one's {@link Lane#begin} is called on its thread. */
    default void begin() {}
}
