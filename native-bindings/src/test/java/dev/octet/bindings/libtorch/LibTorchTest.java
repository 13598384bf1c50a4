package dev.octet.bindings.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import org.junit.jupiter.api.Test;

class LibTorchTest implements NeedsLibTorch {

    private static final ClassLoader WITHOUT_ADD_ON = ClassLoader.getPlatformClassLoader();

    @Test
    void the_version_is_that_of_libtorch() {
        assertThat(LibTorch.library().version()).isEqualTo("2.10.0");
    }

    @Test
    void without_the_add_on_one_message_says_how_to_get_it() {
        assertThatThrownBy(() -> LibTorch.requireAddOn(WITHOUT_ADD_ON, "amd64"))
                .isInstanceOfSatisfying(ToolkitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(FailureKind.UNSUPPORTED);
                    assertThat(e.diagnosis()).hasValue("no-libtorch");
                    assertThat(e.getMessage())
                            .isEqualTo("This needs libtorch, which is an add-on (92 MB) and not on the class path.");
                    assertThat(e.remedy())
                            .isEqualTo(
                                    "Run './mvnw -Plibtorch -DskipTests package' once where Octet was built, or put the"
                                            + " jars of org.bytedeco:pytorch:2.10.0-1.5.13 and of its classifier linux-x86_64 from"
                                            + " Maven Central into the folder addons/libtorch.");
                });
    }

    @Test
    void where_there_is_no_libtorch_for_the_processor_the_message_says_so() {
        assertThatThrownBy(() -> LibTorch.requireAddOn(WITHOUT_ADD_ON, "aarch64"))
                .isInstanceOf(ToolkitException.class)
                .hasMessage("This needs libtorch, and there is none for aarch64: only for Linux on x86-64.");
    }

    @Test
    void threads_are_at_least_one() {
        assertThatThrownBy(() -> LibTorch.useThreads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads is 0, must be at least 1");
    }
}
