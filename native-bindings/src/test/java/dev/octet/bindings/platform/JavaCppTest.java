package dev.octet.bindings.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
}
