package dev.octet.examples.spark;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.TaskContext;

/** Local files under a scheme of their own; some fail, or end the process, where a task reads them the first time. */
public final class FlakyFileSystem extends RawLocalFileSystem {

    /** A file of this name cannot be read by the first attempt of a task. */
    static final String FAILS_ONCE = "fails-once.png";

    /** The first attempt of a task to read a file of this name ends the executor, as the kernel would. */
    static final String KILLS_ONCE = "kills-once.png";

    /** The settings that make Hadoop know {@code flaky:}. */
    static final String SETTING = "spark.hadoop.fs.flaky.impl";

    @Override
    public URI getUri() {
        return URI.create("flaky:///");
    }

    @Override
    public String getScheme() {
        return "flaky";
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
        TaskContext task = TaskContext.get();
        if (task != null && task.attemptNumber() == 0) {
            if (file.getName().equals(FAILS_ONCE)) {
                throw new IOException("the store is not to be reached");
            }
            if (file.getName().equals(KILLS_ONCE)) {
                Runtime.getRuntime().halt(137);
            }
        }
        return super.open(file, bufferSize);
    }
}
