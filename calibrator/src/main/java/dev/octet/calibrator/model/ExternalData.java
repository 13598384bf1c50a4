package dev.octet.calibrator.model;

import com.google.protobuf.ByteString;
import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.model.onnx.GraphProto;
import dev.octet.calibrator.model.onnx.ModelProto;
import dev.octet.calibrator.model.onnx.StringStringEntryProto;
import dev.octet.calibrator.model.onnx.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The one place that opens a file named inside a model. A location must be a plain relative path to a regular file
 * inside the model's own folder: no parent steps, no links of any kind, no other names for other files. (The lessons of
 * CVE-2022-25882, CVE-2024-27318, CVE-2026-27489, CVE-2026-34446 and CVE-2026-34447.)
 */
final class ExternalData {

    private static final Set<String> KEYS = Set.of("location", "offset", "length", "checksum");

    private ExternalData() {}

    /**
     * A model whose tensors are all inside.
     *
     * @param model the model
     * @param bytes the external bytes, in the order of the tensors
     * @param totalBytes how many they are
     */
    record Loaded(ModelProto model, List<byte[]> bytes, long totalBytes) {}

    /** Throws when a tensor lies outside: for models that come without a folder. */
    static void refuse(ModelProto model, String name) {
        for (TensorProto tensor : model.getGraph().getInitializerList()) {
            if (isExternal(tensor)) {
                throw bad(name, tensor, "lies in an external file, but the model was not read from a folder");
            }
        }
    }

    /** Reads every external tensor of the graph into the model. */
    static Loaded load(ModelProto model, Path modelFile, String name) {
        GraphProto graph = model.getGraph();
        if (graph.getInitializerList().stream().noneMatch(ExternalData::isExternal)) {
            return new Loaded(model, List.of(), 0);
        }
        GraphProto.Builder inside = graph.toBuilder();
        List<byte[]> all = new ArrayList<>();
        long total = 0;
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto tensor = graph.getInitializer(i);
            if (isExternal(tensor)) {
                byte[] bytes = read(tensor, modelFile, name);
                all.add(bytes);
                total += bytes.length;
                inside.setInitializer(
                        i,
                        tensor.toBuilder()
                                .clearExternalData()
                                .clearDataLocation()
                                .setRawData(ByteString.copyFrom(bytes)));
            }
        }
        return new Loaded(model.toBuilder().setGraph(inside).build(), all, total);
    }

    private static boolean isExternal(TensorProto tensor) {
        return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    }

    private static byte[] read(TensorProto tensor, Path modelFile, String name) {
        Map<String, String> entries = entries(tensor, name);
        Path file = locate(tensor, entries.getOrDefault("location", ""), modelFile, name);
        long expected = TensorType.ofCode(tensor.getDataType())
                .orElseThrow()
                .bytes(new dev.octet.calibrator.tensors.TensorShape(tensor.getDimsList()).elementCount());
        long offset = number(tensor, entries, "offset", 0, name);
        long length = number(tensor, entries, "length", expected, name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long size = channel.size();
            if (length != expected || expected > Integer.MAX_VALUE || offset > size || length > size - offset) {
                throw bad(
                        name,
                        tensor,
                        "needs " + expected + " bytes and claims " + length + " at offset " + offset + " of "
                                + file.getFileName() + ", which has " + size);
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) length);
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes, offset + bytes.position());
            }
            if (bytes.hasRemaining()) {
                throw bad(name, tensor, "was cut short while " + file.getFileName() + " was read");
            }
            return bytes.array();
        } catch (IOException e) {
            throw bad(name, tensor, "cannot be read from " + file.getFileName() + " (" + e.getMessage() + ")");
        }
    }

    private static Map<String, String> entries(TensorProto tensor, String name) {
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto entry : tensor.getExternalDataList()) {
            if (!KEYS.contains(entry.getKey())) {
                throw bad(name, tensor, "has external data key '" + entry.getKey() + "', expected one of " + sorted());
            }
            if (entries.put(entry.getKey(), entry.getValue()) != null) {
                throw bad(name, tensor, "has external data key '" + entry.getKey() + "' twice");
            }
        }
        return entries;
    }

    private static List<String> sorted() {
        return KEYS.stream().sorted().toList();
    }

    private static long number(
            TensorProto tensor, Map<String, String> entries, String key, long otherwise, String name) {
        String text = entries.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException ignored) {
            // Reported below, like a negative number.
        }
        throw bad(name, tensor, "has " + key + " '" + text + "', expected a number of at least 0");
    }

    private static Path locate(TensorProto tensor, String location, Path modelFile, String name) {
        if (location.isEmpty()
                || location.indexOf('\\') >= 0
                || location.indexOf('\0') >= 0
                || location.indexOf(':') >= 0
                || location.startsWith("/")) {
            throw escape(name, tensor, location);
        }
        try {
            Path folder = modelFile.toRealPath().resolveSibling("").toRealPath();
            Path relative = Path.of(location);
            Path current = folder;
            for (Path part : relative) {
                String step = part.toString();
                if (relative.isAbsolute() || step.equals("..") || step.isEmpty()) {
                    throw escape(name, tensor, location);
                }
                current = current.resolve(part);
                if (Files.isSymbolicLink(current)) {
                    throw escape(name, tensor, location);
                }
            }
            if (!Files.isRegularFile(current, LinkOption.NOFOLLOW_LINKS)) {
                throw bad(name, tensor, "lies in '" + location + "', which is not a file in the model's folder");
            }
            if (!current.toRealPath().startsWith(folder) || links(current) > 1) {
                throw escape(name, tensor, location);
            }
            return current;
        } catch (InvalidPathException | IOException e) {
            throw escape(name, tensor, location);
        }
    }

    private static int links(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                : 1;
    }

    private static ToolkitException escape(String name, TensorProto tensor, String location) {
        return bad(
                name,
                tensor,
                "lies in '" + location.replace('\0', '?')
                        + "', expected a plain file inside the model's folder, without '..' and links");
    }

    private static ToolkitException bad(String name, TensorProto tensor, String what) {
        return new ToolkitException(
                FailureKind.BAD_INPUT,
                "Model " + name + ": tensor '" + tensor.getName() + "' " + what + ".",
                "Export the model again with its external data beside it, or as one file.");
    }
}
