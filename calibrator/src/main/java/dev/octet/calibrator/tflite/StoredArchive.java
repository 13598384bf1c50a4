package dev.octet.calibrator.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A file behind a model as TensorFlow Lite Metadata wants it: a ZIP archive that begins where the model ends, with one stored
 * file, whose offsets count from the start of the model (APPNOTE.TXT, sections 4.3.7, 4.3.12, 4.3.16).
 */
final class StoredArchive {

    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_SIZE = 46;
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final short VERSION = 20;

    /** 1 January 1980: the same content is the same bytes at any time. */
    private static final short DATE = 0x21;

    private StoredArchive() {}

    /** The model with the file behind it. */
    static byte[] behind(byte[] model, String name, byte[] content) {
        byte[] nameBytes = name.getBytes(StandardCharsets.US_ASCII);
        int size = LOCAL_SIZE + CENTRAL_SIZE + END_SIZE + 2 * nameBytes.length + content.length;
        ByteBuffer file = ByteBuffer.allocate(model.length + size).order(ByteOrder.LITTLE_ENDIAN);
        file.put(model);
        file.putInt(LOCAL).putShort(VERSION);
        facts(file, nameBytes, content);
        file.put(nameBytes).put(content);
        int central = file.position();
        file.putInt(CENTRAL).putShort(VERSION).putShort(VERSION);
        facts(file, nameBytes, content);
        file.putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0)
                .putInt(model.length);
        file.put(nameBytes);
        int centralSize = file.position() - central;
        file.putInt(END).putInt(0).putShort((short) 1).putShort((short) 1);
        file.putInt(centralSize).putInt(central).putShort((short) 0);
        return file.array();
    }

    /** What both headers say: flags, method, time, date, checksum, sizes, lengths of name and extra field. */
    private static void facts(ByteBuffer file, byte[] name, byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        file.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort(DATE);
        file.putInt((int) checksum.getValue()).putInt(content.length).putInt(content.length);
        file.putShort((short) name.length).putShort((short) 0);
    }
}
