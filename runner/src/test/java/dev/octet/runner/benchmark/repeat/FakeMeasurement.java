package dev.octet.runner.benchmark.repeat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that stands for a measurement: {@code LOG NAME [EXIT|sleep]}. */
final class FakeMeasurement {

    private FakeMeasurement() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path log = Path.of(arguments[0]);
        Files.writeString(
                log,
                arguments[1] + " " + ProcessHandle.current().pid() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        if (arguments.length > 2 && arguments[2].equals("sleep")) {
            Thread.sleep(600_000);
        }
        if (arguments.length > 2) {
            System.err.println("some talk");
            System.err.println("octet: There is no model.");
            System.err.println("  Name one.");
            System.exit(Integer.parseInt(arguments[2]));
        }
        System.out.println("of " + arguments[1]);
    }
}
