package dev.octet.calibrator.finetune;

import dev.octet.bindings.failure.FailureKind;
import dev.octet.bindings.failure.ToolkitException;
import dev.octet.calibrator.files.AtomicFile;
import dev.octet.calibrator.files.Sha256;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that a training needs to go on after a stop, to the bit.
 *
 * @param subject what is trained, on what and how; another cannot go on from it
 * @param step how many steps were made
 * @param clip what the gradients' norm is held against
 * @param moments of the optimizer, as it writes them
 * @param current trained values, in the order of their names
 * @param average their running average
 * @param best the average at its best
 * @param history what was measured, rising by step
 */
@SuppressWarnings("ArrayRecordComponent") // written and read once
record TrainingState(
        String subject,
        int step,
        double clip,
        byte[] moments,
        List<float[]> current,
        List<float[]> average,
        List<float[]> best,
        List<TrainingPoint> history) {

    private static final String MAGIC = "octet.finetune/2";

    TrainingState {
        current = List.copyOf(current);
        average = List.copyOf(average);
        best = List.copyOf(best);
        history = List.copyOf(history);
    }

    /** Writes it whole or not at all. */
    void writeTo(Path file) {
        AtomicFile.write(file, stream -> {
            DataOutputStream out = new DataOutputStream(stream);
            out.writeUTF(MAGIC);
            out.writeUTF(Sha256.of(subject));
            out.writeInt(step);
            out.writeDouble(clip);
            out.writeInt(moments.length);
            out.write(moments);
            write(out, current);
            write(out, average);
            write(out, best);
            out.writeInt(history.size());
            for (TrainingPoint point : history) {
                out.writeInt(point.step());
                out.writeDouble(point.trainingLoss());
                out.writeDouble(point.heldOutLoss());
                out.writeDouble(point.score());
            }
            out.flush();
        });
    }

    /**
     * Reads what {@link #writeTo} wrote; nothing when there is no such file.
     *
     * @throws ToolkitException {@code INTEGRITY} when it belongs to another training or is no such file
     */
    static Optional<TrainingState> read(Path file, String subject) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (!in.readUTF().equals(MAGIC)) {
                throw misfit(file, "is not the checkpoint of a training");
            }
            if (!in.readUTF().equals(Sha256.of(subject))) {
                throw misfit(file, "belongs to a training of another model, with other images or other options");
            }
            int step = in.readInt();
            double clip = in.readDouble();
            byte[] moments = in.readNBytes(in.readInt());
            List<float[]> current = read(in);
            List<float[]> average = read(in);
            List<float[]> best = read(in);
            List<TrainingPoint> history = new ArrayList<>();
            int points = in.readInt();
            for (int i = 0; i < points; i++) {
                history.add(new TrainingPoint(in.readInt(), in.readDouble(), in.readDouble(), in.readDouble()));
            }
            return Optional.of(new TrainingState(subject, step, clip, moments, current, average, best, history));
        } catch (IOException e) {
            throw misfit(file, "cannot be read (" + e + ")");
        }
    }

    private static ToolkitException misfit(Path file, String what) {
        return new ToolkitException(
                FailureKind.INTEGRITY,
                "The checkpoint " + file + " " + what + ".",
                "Give the same options as before, or run without --resume to start over.");
    }

    private static void write(DataOutputStream out, List<float[]> tensors) throws IOException {
        out.writeInt(tensors.size());
        for (float[] tensor : tensors) {
            out.writeInt(tensor.length);
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * tensor.length);
            bytes.asFloatBuffer().put(tensor);
            out.write(bytes.array());
        }
    }

    private static List<float[]> read(DataInputStream in) throws IOException {
        List<float[]> tensors = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            float[] tensor = new float[in.readInt()];
            ByteBuffer.wrap(in.readNBytes(Float.BYTES * tensor.length))
                    .asFloatBuffer()
                    .get(tensor);
            tensors.add(tensor);
        }
        return tensors;
    }
}
