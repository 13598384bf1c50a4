package dev.octet.runner.deploy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an export has written.
 *
 * @param output the file or folder
 * @param files in it, in the order in which they are shown
 * @param facts what was decided, by names of the JSON document
 * @param remarks what to know about it, one sentence each
 * @param next what to do with it, as a command
 */
public record Exported(
        Path output, List<ExportedFile> files, Map<String, Object> facts, List<String> remarks, String next) {

    public Exported {
        files = List.copyOf(files);
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        remarks = List.copyOf(remarks);
    }
}
