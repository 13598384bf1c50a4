package dev.octet.benchmarks.jmh;

import dev.octet.bindings.platform.Machine;

/**
 * What figures were taken on.
 *
 * @param processor its model, as the system names it
 * @param cores that the JVM may use
 * @param system name and architecture
 * @param java name and version of the virtual machine
 */
record BaselineMachine(String processor, int cores, String system, String java) {

    static BaselineMachine here() {
        return new BaselineMachine(
                Machine.current().cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                property("os.name") + " " + property("os.arch"),
                property("java.vm.name") + " " + property("java.runtime.version"));
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    String inOneLine() {
        return processor + ", " + cores + " cores, " + system + ", " + java;
    }
}
