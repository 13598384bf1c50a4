package dev.octet.bindings.tensorrt;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.nvinfer.IBuilder;

/** Every call of our class files into a preset: owner, name, types. */
record PresetCalls(Set<Call> calls) {

    static PresetCalls into(String presetPackage) {
        return new PresetCalls(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.octet.bindings")
                        .stream()
                        .flatMap(c -> c.getCodeUnitCallsFromSelf().stream())
                        .map(call -> call.getTarget())
                        .filter(target -> target.getOwner().getPackageName().startsWith(presetPackage))
                        .filter(target -> !target.getName().equals("valueOf"))
                        .map(Call::of)
                        .collect(Collectors.toSet()));
    }

    /** Those that the classes of a loader lack. */
    Set<String> missingIn(ClassLoader loader) {
        return calls.stream()
                .filter(call -> !call.isIn(loader))
                .map(Call::shortName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The classes of one version of TensorRT's preset, beside the CUDA and JavaCPP classes of the tests. */
    static URLClassLoader tensorRt(String version) throws MalformedURLException {
        return loader(jar("tensorrt", version, IBuilder.class), place(cudart.class), place(Pointer.class));
    }

    /** The classes of one version of CUDA's preset, beside the JavaCPP classes of the tests. */
    static URLClassLoader cuda(String version) throws MalformedURLException {
        return loader(jar("cuda", version, cudart.class), place(Pointer.class));
    }

    private static URLClassLoader loader(URL... path) {
        return new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
    }

    /** The jar of that version; the one of the tests where it is that. */
    private static URL jar(String name, String version, Class<?> ofTests) throws MalformedURLException {
        URL own = place(ofTests);
        if (own.getPath().endsWith("/" + name + "-" + version + ".jar")) {
            return own;
        }
        Path jar = Path.of(System.getProperty("octet.presets"), name + "-" + version + ".jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there; `mvnw generate-test-resources` copies it");
        }
        return jar.toUri().toURL();
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    record Call(String owner, String name, List<String> parameters, String result) {

        static Call of(AccessTarget.CodeUnitCallTarget target) {
            return new Call(
                    target.getOwner().getName(),
                    target.getName(),
                    target.getRawParameterTypes().stream()
                            .map(JavaClass::getName)
                            .toList(),
                    target.getRawReturnType().getName());
        }

        String shortName() {
            return owner.substring(owner.lastIndexOf('.') + 1) + "." + name;
        }

        boolean isIn(ClassLoader loader) {
            Class<?> type;
            try {
                type = Class.forName(owner, false, loader);
            } catch (ClassNotFoundException e) {
                return false;
            }
            return Stream.concat(
                            Arrays.stream(type.getDeclaredConstructors()),
                            Stream.<Class<?>>iterate(type, c -> c != null, Class::getSuperclass)
                                    .flatMap(c -> Arrays.stream(c.getDeclaredMethods())))
                    .anyMatch(this::isThis);
        }

        private boolean isThis(Executable one) {
            boolean isMethod = one instanceof Method;
            String returned = isMethod ? ((Method) one).getReturnType().getName() : "void";
            return (isMethod ? one.getName() : "<init>").equals(name)
                    && returned.equals(result)
                    && Modifier.isPublic(one.getModifiers())
                    && Arrays.stream(one.getParameterTypes())
                            .map(Class::getName)
                            .toList()
                            .equals(parameters);
        }
    }
}
