package dev.octet.examples.spark;

import dev.octet.calibrator.table.CalibrationTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was observed of some partitions; on its way between machines, the bytes of a calibration table. */
final class ObservedPart implements Serializable {

    private static final ObservedPart NOTHING = new ObservedPart(null, List.of());

    private final transient @Nullable CalibrationTable table;
    private final transient List<BadFile> bad;

    private ObservedPart(@Nullable CalibrationTable table, List<BadFile> bad) {
        this.table = table;
        this.bad = List.copyOf(bad);
    }

    /** No partition. */
    static ObservedPart nothing() {
        return NOTHING;
    }

    /**
     * One partition.
     *
     * @param table its statistics
     * @param bad images that were left out
     */
    static ObservedPart of(CalibrationTable table, List<BadFile> bad) {
        return new ObservedPart(table, bad);
    }

    /** Both, in either order. */
    ObservedPart mergedWith(ObservedPart other) {
        List<BadFile> all = new ArrayList<>(bad);
        all.addAll(other.bad);
        if (table == null || other.table == null) {
            return new ObservedPart(table == null ? other.table : table, all);
        }
        return new ObservedPart(table.merge(other.table), all);
    }

    /** The statistics; absent for no partition. */
    Optional<CalibrationTable> table() {
        return Optional.ofNullable(table);
    }

    /** Images that were left out. */
    List<BadFile> bad() {
        return bad;
    }

    private Object writeReplace() {
        return new Wire(table == null ? new byte[0] : table.toBytes(), bad);
    }

    /** What is sent. */
    private static final class Wire implements Serializable {

        private final byte[] table;
        private final List<BadFile> bad;

        Wire(byte[] table, List<BadFile> bad) {
            this.table = table;
            this.bad = new ArrayList<>(bad);
        }

        private Object readResolve() {
            return new ObservedPart(
                    table.length == 0 ? null : CalibrationTable.parse(table, "of some partitions"), bad);
        }
    }
}
