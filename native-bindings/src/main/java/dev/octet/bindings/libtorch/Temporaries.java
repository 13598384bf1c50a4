package dev.octet.bindings.libtorch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;

/** What a call allocates on its way is released when it returns; what it throws is decoded. */
final class Temporaries {

    private Temporaries() {}

    static <T> T releasedAfter(Supplier<T> call) {
        PointerScope scope = new PointerScope();
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw TorchFailure.decoded(e);
        } finally {
            scope.close();
        }
    }

    static void releasedAfter(Runnable call) {
        releasedAfter(() -> {
            call.run();
            return Boolean.TRUE;
        });
    }
}
