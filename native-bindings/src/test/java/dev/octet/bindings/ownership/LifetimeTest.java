package dev.octet.bindings.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifetimeTest {

    private final List<String> ended = new ArrayList<>();

    private Lifetime of(String name) {
        return Lifetime.of(name, () -> ended.add(name));
    }

    @Test
    void what_lies_within_ends_first_youngest_first() {
        Lifetime runtime = of("Runtime");
        Lifetime engine = runtime.within("Engine", () -> ended.add("Engine"));
        engine.within("Context 1", () -> ended.add("Context 1"));
        engine.within("Context 2", () -> ended.add("Context 2"));
        runtime.end();
        assertThat(ended).containsExactly("Context 2", "Context 1", "Engine", "Runtime");
    }

    @Test
    void ending_again_does_nothing() {
        Lifetime engine = of("Engine");
        Lifetime context = engine.within("Context", () -> ended.add("Context"));
        context.end();
        context.end();
        engine.end();
        engine.end();
        assertThat(ended).containsExactly("Context", "Engine");
        assertThat(engine.isOpen()).isFalse();
    }

    @Test
    void use_after_the_end_names_the_object() {
        Lifetime engine = of("Engine");
        engine.requireOpen();
        engine.end();
        assertThatThrownBy(engine::requireOpen)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Engine is closed");
        assertThatThrownBy(() -> engine.within("Context", () -> ended.add("Context")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Engine is closed");
        assertThat(ended).containsExactly("Engine");
    }

    @Test
    void a_release_that_fails_does_not_keep_the_others_from_happening() {
        Lifetime engine = of("Engine");
        engine.within("First", () -> ended.add("First"));
        engine.within("Second", () -> {
            throw new IllegalArgumentException("second");
        });
        engine.within("Third", () -> {
            throw new IllegalArgumentException("third");
        });
        assertThatThrownBy(engine::end)
                .hasMessage("third")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .extracting(Throwable::getMessage)
                        .isEqualTo("second"));
        assertThat(ended).containsExactly("First", "Engine");
    }

    @Test
    void ends_from_two_threads_release_once() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            ended.clear();
            Lifetime engine = of("Engine");
            Lifetime context = engine.within("Context", () -> ended.add("Context"));
            Thread other = new Thread(context::end);
            other.start();
            engine.end();
            other.join();
            assertThat(ended).containsExactlyInAnyOrder("Context", "Engine");
            assertThat(ended.get(1)).isEqualTo("Engine");
        }
    }
}
