package dev.octet.benchmarks.engine;

import dev.octet.benchmarks.load.Lane;
import dev.octet.benchmarks.load.LoadTarget;
import dev.octet.benchmarks.load.QueryTimes;
import dev.octet.bindings.tensorrt.EngineLane;
import dev.octet.bindings.tensorrt.EngineLanes;
import java.util.List;

/** Lanes of an engine under a load: times are those of CUDA's events. The lanes stay their owner's. */
public final class EngineTarget implements LoadTarget {

    private final String name;
    private final EngineLanes engine;
    private final List<Lane> lanes;

    /** Lanes that are ready. */
    public EngineTarget(String name, EngineLanes engine) {
        this.name = name;
        this.engine = engine;
        this.lanes =
                engine.lanes().stream().map(lane -> (Lane) new Driven(lane)).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Lane> lanes() {
        return lanes;
    }

    @Override
    public void begin() {
        engine.begin();
    }

    private static final class Driven implements Lane {

        private final EngineLane lane;
        private long origin;

        Driven(EngineLane lane) {
            this.lane = lane;
        }

        @Override
        public int depth() {
            return lane.options().depth();
        }

        @Override
        public void begin(long originNanos) {
            origin = originNanos;
            lane.begin();
        }

        @Override
        public void submit(int slot) {
            lane.submit(slot);
        }

        @Override
        public void await(int slot, QueryTimes times) {
            lane.await(slot);
            times.enqueue(
                    QueryTimes.millis(lane.enqueueStartNanos(slot) - origin),
                    QueryTimes.millis(lane.enqueueEndNanos(slot) - origin));
            times.h2d(lane.inputStart(slot), lane.inputEnd(slot));
            times.compute(lane.computeStart(slot), lane.computeEnd(slot));
            times.d2h(lane.outputStart(slot), lane.outputEnd(slot));
        }
    }
}
