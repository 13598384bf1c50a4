package dev.octet.bindings.tensorrt;

import dev.octet.bindings.cuda.Cuda;
import dev.octet.bindings.failure.ToolkitException;

/** Loads in a process of its own and prints, line by line: name, message, remedy, milliseconds, JavaCPP's property. */
final class LoadReport {

    private LoadReport() {}

    /** With "cuda", "tensorrt", or "files": TensorRT's libraries without asking for a driver first. */
    public static void main(String[] arguments) throws Exception {
        long start = System.nanoTime();
        try {
            load(arguments[0]);
            System.out.println("loaded\n\n");
        } catch (ToolkitException e) {
            System.out.println(e.diagnosis().orElse("none") + "\n" + e.getMessage() + "\n" + e.remedy());
        }
        System.out.println((System.nanoTime() - start) / 1_000_000);
        System.out.println(System.getProperty("org.bytedeco.javacpp.loadlibraries"));
    }

    private static void load(String what) throws Exception {
        switch (what) {
            case "cuda" -> Cuda.library().verifyAvailable();
            case "tensorrt" -> TensorRt.library().verifyAvailable();
            default -> TensorRt.loadLibraries();
        }
    }
}
