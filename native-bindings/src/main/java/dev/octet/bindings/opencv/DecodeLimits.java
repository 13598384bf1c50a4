package dev.octet.bindings.opencv;

/**
 * How large a picture may be; checked against its header, before anything is decoded.
 *
 * @param maxPixels most pixels of the decoded picture
 * @param maxBytes most bytes of its file
 */
public record DecodeLimits(long maxPixels, long maxBytes) {

    public DecodeLimits {
        if (maxPixels < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "maxPixels " + maxPixels + " and maxBytes " + maxBytes + " must both be at least 1");
        }
    }

    /** 64 million pixels and 64 MiB: above any camera's photo of today, below what would exhaust a small machine. */
    public static DecodeLimits defaults() {
        return new DecodeLimits(64_000_000, 64L << 20);
    }

    /**
     * Checks the size of a file.
     *
     * @throws dev.octet.bindings.failure.ToolkitException {@code BAD_INPUT}, whose message is the reason, when it is too
     *     large
     */
    public void checkBytes(long bytes) {
        if (bytes > maxBytes) {
            throw ImageFailure.tooLarge("it has " + bytes + " bytes, over the limit of " + maxBytes);
        }
    }

    void checkPixels(ImageHeader header) {
        if (header.pixels() > maxPixels) {
            throw ImageFailure.tooLarge("it is " + header.width() + " x " + header.height() + " = " + header.pixels()
                    + " pixels, over the limit of " + maxPixels);
        }
    }
}
