package dev.octet.bindings.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JavaCppTest {

    private static final String PROPERTY = "org.bytedeco.javacpp.loadlibraries";

    @AfterEach
    void clear() {
        System.clearProperty(PROPERTY);
    }

    @Test
    void class_is_initialised_without_its_library_and_the_property_is_gone_again() throws ClassNotFoundException {
        JavaCpp.initialiseWithoutLibraries(List.of("org.bytedeco.cuda.global.cublas"));
        assertThat(System.getProperty(PROPERTY)).isNull();
        assertThatThrownBy(org.bytedeco.cuda.global.cublas::cublasGetCudartVersion)
                .isInstanceOf(UnsatisfiedLinkError.class);
    }

    @Test
    void value_of_the_user_comes_back() throws ClassNotFoundException {
        System.setProperty(PROPERTY, "true");
        JavaCpp.initialiseWithoutLibraries(List.of("org.bytedeco.cuda.global.cudnn"));
        assertThat(System.getProperty(PROPERTY)).isEqualTo("true");
    }

    @Test
    void property_is_restored_after_a_failure_too() {
        assertThatThrownBy(() -> JavaCpp.initialiseWithoutLibraries(List.of("no.such.Preset")))
                .isInstanceOf(ClassNotFoundException.class);
        assertThat(System.getProperty(PROPERTY)).isNull();
    }

    @Test
    void what_another_thread_loads_waits_until_libraries_are_loaded_again() throws Exception {
        CompletableFuture<Void> stub = CompletableFuture.runAsync(() -> {
            try {
                JavaCpp.initialiseWithoutLibraries(List.of(SlowPreset.class.getName()));
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        });
        Gate.ENTERED.await();
        assertThat(System.getProperty(PROPERTY)).isEqualTo("false");
        CompletableFuture<@Nullable String> other = CompletableFuture.supplyAsync(() -> {
            JavaCpp.load();
            return System.getProperty(PROPERTY);
        });
        assertThatThrownBy(() -> other.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        Gate.OPEN.countDown();
        stub.get();
        assertThat(other.get()).isNull();
    }

    /** Where the slow class waits. */
    private static final class Gate {
        static final CountDownLatch ENTERED = new CountDownLatch(1);
        static final CountDownLatch OPEN = new CountDownLatch(1);
    }

    /** Takes as long to initialise as the test wants. */
    private static final class SlowPreset {
        static {
            Gate.ENTERED.countDown();
            try {
                Gate.OPEN.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
