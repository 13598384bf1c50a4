package dev.octet.benchmarks.load;

import dev.octet.benchmarks.Clock;
import dev.octet.bindings.ownership.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Puts a load on a target: a thread for each lane, all beginning at the same moment, nothing allocated after that. */
public final class LoadHarness {

    /** Queries before time begins: they load, allocate and capture what the first ones do, and tell how many will follow. */
    private static final int PROBES = 3;

    /** Rows that are kept ready: so many times what the fastest probe would fill. */
    private static final int ROOM = 4;

    private static final int LEAST_ROWS = 1 << 12;
    private static final int MOST_ROWS = 1 << 21;

    private final LoadSettings settings;
    private final Clock clock;

    /** A harness on a clock. */
    public LoadHarness(LoadSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Runs the load.
     *
     * @throws IllegalArgumentException when a lane has fewer slots than the load's depth
     * @throws RuntimeException what a lane threw; the others are stopped first
     */
    public LoadResult run(LoadTarget target) {
        for (Lane lane : target.lanes()) {
            if (lane.depth() < settings.depth()) {
                throw new IllegalArgumentException(
                        "a lane of " + target.name() + " has depth " + lane.depth() + ", the load " + settings.depth());
            }
        }
        Run run = new Run(target);
        run.go();
        return new LoadResult(target.name(), settings, run.logs());
    }

    /** One load under way. */
    private final class Run {

        private final LoadTarget target;
        private final List<Worker> workers = new ArrayList<>();
        private final CyclicBarrier together;
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private volatile long origin;

        Run(LoadTarget target) {
            this.target = target;
            this.together = new CyclicBarrier(target.lanes().size(), this::begin);
            Pace pace = settings.ratePerSecond().isPresent()
                    ? new Pace(clock, settings.ratePerSecond().getAsDouble())
                    : null;
            for (Lane lane : target.lanes()) {
                workers.add(new Worker(lane, new LaneLoop(lane, settings, clock, pace, this::hasFailed)));
            }
        }

        private void begin() {
            clock.waitUntil(clock.nanos() + settings.sleep().toNanos());
            origin = clock.nanos();
            target.begin();
        }

        private boolean hasFailed() {
            return failure.get() != null;
        }

        void go() {
            List<Thread> threads = workers.stream()
                    .skip(1)
                    .map(worker -> new Thread(() -> attempt(worker), "lane"))
                    .toList();
            threads.forEach(Thread::start);
            attempt(workers.get(0));
            Threads.awaitEnd(threads);
            Throwable thrown = failure.get();
            if (thrown instanceof RuntimeException e) {
                throw e;
            }
            if (thrown instanceof Error e) {
                throw e;
            }
        }

        private void attempt(Worker worker) {
            try {
                worker.run();
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                together.reset();
            }
        }

        private void meet() {
            try {
                together.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException("the lanes did not begin together", e);
            }
        }

        List<QueryLog> logs() {
            return workers.stream().map(Worker::log).toList();
        }

        /** A lane with its log. */
        private final class Worker {

            private final Lane lane;
            private final LaneLoop loop;
            private @Nullable QueryLog log;

            Worker(Lane lane, LaneLoop loop) {
                this.lane = lane;
                this.loop = loop;
            }

            void run() {
                QueryLog ready = new QueryLog(
                        rows(fastestProbe()),
                        QueryTimes.millis(settings.warmUp().toNanos()));
                log = ready;
                meet();
                lane.begin(origin);
                loop.run(origin, ready);
            }

            private long fastestProbe() {
                meet();
                lane.begin(origin);
                QueryTimes times = new QueryTimes();
                long fastest = Long.MAX_VALUE;
                for (int i = 0; i < PROBES; i++) {
                    int slot = i % settings.depth();
                    long start = clock.nanos();
                    lane.submit(slot);
                    lane.await(slot, times);
                    fastest = Math.min(fastest, clock.nanos() - start);
                }
                return Math.max(1, fastest);
            }

            QueryLog log() {
                if (log == null) {
                    throw new IllegalStateException("the lane has not run");
                }
                return log;
            }
        }
    }

    private int rows(long fastestNanos) {
        double expected = (double) settings.warmUp().plus(settings.duration()).toNanos() / fastestNanos;
        double rows = Math.max(LEAST_ROWS + settings.iterations(), ROOM * expected);
        return (int) Math.min(MOST_ROWS, rows);
    }
}
