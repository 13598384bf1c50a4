package dev.octet.bindings.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibraryTest {

    @Test
    void library_is_loaded_once() {
        AtomicInteger loads = new AtomicInteger();
        NativeLibrary library = NativeLibrary.of("Sample", () -> "1." + loads.incrementAndGet());
        assertThat(library.isAvailable()).isTrue();
        library.verifyAvailable();
        assertThat(library.version()).isEqualTo("1.1");
    }

    @Test
    void failure_is_remembered_and_diagnosed() {
        AtomicInteger loads = new AtomicInteger();
        NativeLibrary library = NativeLibrary.of("Sample", () -> {
            throw new UnsatisfiedLinkError("libx.so: version `GLIBC_2.34' not found, try " + loads.incrementAndGet());
        });
        assertThat(library.isAvailable()).isFalse();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(library::verifyAvailable)
                    .isInstanceOf(ToolkitException.class)
                    .hasMessage("Sample cannot be used here: the C or C++ runtime of this system is older than the"
                            + " library needs (libx.so: version `GLIBC_2.34' not found, try 1).")
                    .hasRootCauseInstanceOf(UnsatisfiedLinkError.class)
                    .extracting(e -> ((ToolkitException) e).kind())
                    .isEqualTo(FailureKind.UNSUPPORTED);
        }
    }

    @Test
    void diagnosis_of_the_loader_is_kept_as_it_is() {
        ToolkitException known =
                ToolkitException.diagnosed("no-driver", FailureKind.UNSUPPORTED, "No driver.", "Install it.", null);
        NativeLibrary library = NativeLibrary.of("Sample", () -> {
            throw known;
        });
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(library::verifyAvailable)
                    .isNotSameAs(known)
                    .hasMessage("No driver.")
                    .extracting(
                            e -> ((ToolkitException) e).remedy(),
                            e -> ((ToolkitException) e).diagnosis().orElseThrow())
                    .containsExactly("Install it.", "no-driver");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/tmp/x.so: failed to map segment from shared object: Operation not permitted | NO_EXECUTE",
                "No space left on device | NO_SPACE",
                "no jniopencv_core in java.library.path: /usr/lib | WRONG_PLATFORM",
                "libgomp.so.1: cannot open shared object file: No such file or directory | MISSING_DEPENDENCY",
                "libstdc++.so.6: version `CXXABI_1.3.13' not found | OLD_C_LIBRARY",
                "something else | UNKNOWN"
            })
    void messages_of_the_loader_are_understood(String message, LoadDiagnosis diagnosis) {
        assertThat(LoadDiagnosis.of(new RuntimeException(new UnsatisfiedLinkError(message))))
                .isEqualTo(diagnosis);
    }
}
