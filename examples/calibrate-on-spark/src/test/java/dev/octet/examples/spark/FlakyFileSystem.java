package dev.octet.examples.spark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
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

    /** Plain ones: those of local files ask the system for permissions, by {@code file:} names. */
    @Override
    public FileStatus[] listStatus(Path folder) throws IOException {
        return Arrays.stream(super.listStatus(folder))
                .map(one -> new FileStatus(
                        one.getLen(),
                        one.isDirectory(),
                        one.getReplication(),
                        one.getBlockSize(),
                        one.getModificationTime(),
                        one.getPath()))
                .toArray(FileStatus[]::new);
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
        TaskContext task = TaskContext.get();
        if (task != null && task.attemptNumber() == 0) {
            if (file.getName().equals(FAILS_ONCE)) {
                note(file);
                throw new IOException("the store is not to be reached");
            }
            if (file.getName().equals(KILLS_ONCE)) {
                note(file);
                Runtime.getRuntime().halt(137);
            }
        }
        return super.open(file, bufferSize);
    }

    /** The trace that a first attempt did fail; where it lies is {@link #noteOf}. */
    private void note(Path file) throws IOException {
        Files.createFile(noteOf(pathToFile(file).toPath()));
    }

    static java.nio.file.Path noteOf(java.nio.file.Path file) {
        java.nio.file.Path folder = file.toAbsolutePath().getParent();
        return folder.resolveSibling(file.getFileName() + ".failed");
    }
}
