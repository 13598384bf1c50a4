package dev.octet.bindings.tensorrt;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.OptionalLong;
import org.bytedeco.javacpp.Pointer;

/**
 * JavaCPP's way to delete a native object: the address of native code that takes the object's. JavaCPP keeps it to itself,
 * so it is reached by reflection.
 */
final class NativeDelete {

    private static final String DEALLOCATOR = "org.bytedeco.javacpp.Pointer$NativeDeallocator";

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final Method delete;
    private final Method function;
    private final Method deallocatorOf;

    NativeDelete() {
        try {
            type = Class.forName(DEALLOCATOR);
            constructor = type.getDeclaredConstructor(Pointer.class, long.class, long.class);
            constructor.setAccessible(true);
            delete = type.getMethod("deallocate");
            delete.setAccessible(true);
            function = type.getMethod("deallocatorAddress");
            function.setAccessible(true);
            deallocatorOf = Pointer.class.getDeclaredMethod("deallocator");
            deallocatorOf.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw changed(e);
        }
    }

    /** The code that deletes objects such as this one, which was made in Java. */
    OptionalLong functionOf(Pointer madeInJava) {
        try {
            Object deallocator = deallocatorOf.invoke(madeInJava);
            return type.isInstance(deallocator)
                    ? OptionalLong.of((long) function.invoke(deallocator))
                    : OptionalLong.empty();
        } catch (ReflectiveOperationException e) {
            throw changed(e);
        }
    }

    /** Deletes an object with a piece of code. */
    void delete(Pointer object, long code) {
        try {
            delete.invoke(constructor.newInstance(object, object.address(), code));
        } catch (ReflectiveOperationException e) {
            throw changed(e);
        }
    }

    private static IllegalStateException changed(ReflectiveOperationException e) {
        return new IllegalStateException("JavaCPP's deallocators are not as they are in 1.5.13", e);
    }
}
