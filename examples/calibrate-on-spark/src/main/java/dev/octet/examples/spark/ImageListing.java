package dev.octet.examples.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files below a folder of any file system that Hadoop knows: a local folder, HDFS, an object store.
 *
 * @param root the folder, absolute and with its scheme
 * @param names paths relative to it, sorted
 */
record ImageListing(String root, List<String> names) {

    ImageListing {
        names = List.copyOf(names);
    }

    /** Lists a folder; what in it is an image is seen where the files are read. */
    static ImageListing of(String folder, Configuration hadoop) throws IOException {
        Path root = new Path(root(folder, hadoop));
        FileSystem files = root.getFileSystem(hadoop);
        List<String> names = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> listed = files.listFiles(root, true);
        while (listed.hasNext()) {
            names.add(root.toUri().relativize(listed.next().getPath().toUri()).getPath());
        }
        names.sort(null);
        return new ImageListing(root.toString(), names);
    }

    /** The folder with its scheme, links followed. */
    static String root(String folder, Configuration hadoop) throws IOException {
        Path path = new Path(folder);
        return path.getFileSystem(hadoop).resolvePath(path).toString();
    }
}
