package dev.octet.bindings.libtorch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript file whose module holds nothing yet: the one way to hand libtorch a source in which {@code ops} is known.
 * {@code torch::jit::Module::define} resolves {@code torch} alone. The format is that of PyTorch's serialization.md
 * (torch/csrc/jit/docs): a zip of the source and of pickles, of which only the few opcodes used here are written.
 */
final class ScriptArchive {

    private static final String ROOT = "module/";

    /** Version of the operators' meaning; with an older one, libtorch rewrites what has changed since. */
    private static final String VERSION = "10\n";

    private static final byte[] PROTOCOL_2 = {(byte) 0x80, 2};
    private static final byte[] FALSE = {(byte) 0x89};

    private ScriptArchive() {}

    /** The file. */
    static byte[] of(ScriptSource source) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            add(zip, "data.pkl", module(source));
            add(zip, "code/__torch__.py", utf8(source.text()));
            add(zip, "constants.pkl", noConstants());
            add(zip, "version", utf8(VERSION));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(ROOT + name));
        zip.write(content);
        zip.closeEntry();
    }

    /** An object of the class whose slots are empty: GLOBAL, EMPTY_TUPLE, NEWOBJ, a dictionary by name, BUILD. */
    private static byte[] module(ScriptSource source) {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.writeBytes(PROTOCOL_2);
        pickle.writeBytes(utf8("c__torch__\n" + source.name() + "\n)"));
        pickle.write(0x81); // NEWOBJ
        pickle.writeBytes(utf8("}("));
        pickle.writeBytes(text("training"));
        pickle.writeBytes(FALSE);
        source.slots().forEach(slot -> {
            pickle.writeBytes(text(slot.name()));
            pickle.write('N');
        });
        pickle.writeBytes(utf8("ub."));
        return pickle.toByteArray();
    }

    private static byte[] noConstants() {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.writeBytes(PROTOCOL_2);
        pickle.writeBytes(utf8(")."));
        return pickle.toByteArray();
    }

    /** BINUNICODE: the length in four bytes, then UTF-8. */
    private static byte[] text(String value) {
        byte[] bytes = utf8(value);
        return ByteBuffer.allocate(1 + Integer.BYTES + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'X')
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] utf8(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
