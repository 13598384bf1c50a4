package dev.octet.calibrator.table;

/**
 * Names in the file. One JSON object of {@code schema}, {@code provenance}, {@code estimators}, {@code tensors} and
 * {@code checksum}, in this order. A histogram's {@code counts} start at {@code firstBin}; a negative number {@code -n}
 * stands for {@code n} empty bins. A range is {@code [min, max]}. {@code checksum} is the SHA-256 of all bytes before the
 * comma in front of it.
 */
final class TableFormat {

    static final String SCHEMA = "octet.calibration/1";

    static final String SCHEMA_FAMILY = "octet.calibration/";

    static final String OPENING = "{\"schema\":\"";

    static final String TRAILER = "\n,\"checksum\":\"";

    static final String CLOSING = "\"}\n";

    private TableFormat() {}
}
