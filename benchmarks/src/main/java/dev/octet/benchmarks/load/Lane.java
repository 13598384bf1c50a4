package dev.octet.benchmarks.load;

/**
 * One stream of queries, driven by one thread. It has slots: a query is submitted to one, may be in flight while another is
 * submitted to the next, and is awaited before its slot is used again. Submitting and awaiting must not allocate.
 */
public interface Lane {

    /** How many slots there are, and so how many queries can be in flight; 1 where a query has ended once submitted. */
    int depth();

    /** Time begins: what {@link #await} tells is relative to now. Called once, on the thread that drives the lane. */
    void begin(long originNanos);

    /** Begins a query. */
    void submit(int slot);

    /** Waits until the query in a slot has ended, and writes down when what happened to it. */
    void await(int slot, QueryTimes times);
}
