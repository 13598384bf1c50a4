package dev.octet.bindings.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ThreadsTest {

    private volatile boolean released;

    @Test
    void a_thread_that_is_interrupted_waits_on_and_is_interrupted_after() throws InterruptedException {
        Thread waitedFor = new Thread(() -> {
            while (!released) {
                LockSupport.parkNanos(100_000);
            }
        });
        boolean[] seen = new boolean[2];
        Thread waiting = new Thread(() -> {
            Threads.awaitEnd(List.of(waitedFor));
            seen[0] = !waitedFor.isAlive();
            seen[1] = Thread.currentThread().isInterrupted();
        });
        waitedFor.start();
        waiting.start();
        waiting.interrupt();
        waiting.join(20);
        assertThat(waiting.isAlive()).isTrue();
        released = true;
        waiting.join();
        assertThat(seen).containsExactly(true, true);
    }
}
