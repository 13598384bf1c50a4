package dev.octet.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An archive cut into parts of a size, with their SHA-256 and a script that checks and joins them. */
final class BundleParts {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})([kmg])");
    private static final int MOST = 999;

    private BundleParts() {}

    /** Bytes of a size such as 48m; k, m and g are powers of 1024. */
    static long bytes(String size) {
        Matcher matcher = SIZE.matcher(size.toLowerCase(Locale.ROOT));
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new IllegalArgumentException("bundle.part is '" + size + "', must be a size such as 48m or 2g");
        }
        int power = "kmg".indexOf(matcher.group(2)) + 1;
        return Long.parseLong(matcher.group(1)) << 10 * power;
    }

    /**
     * Cuts; the archive stays.
     *
     * @param joinScript copied beside the parts
     * @param folder where they go; must be empty
     */
    static List<Path> cut(Path archive, long partBytes, Path joinScript, Path folder) throws IOException {
        long count = (Files.size(archive) + partBytes - 1) / partBytes;
        if (count > MOST) {
            throw new IllegalArgumentException(
                    "bundle.part gives " + count + " parts, at most " + MOST + " are made; choose a larger size");
        }
        List<Path> parts = new ArrayList<>();
        List<String> sums = new ArrayList<>();
        String name = String.valueOf(archive.getFileName());
        try (InputStream plain = Files.newInputStream(archive);
                DigestInputStream in = new DigestInputStream(plain, sha256())) {
            for (int i = 1; i <= count; i++) {
                Path part = folder.resolve(String.format(Locale.ROOT, "%s.part%03d", name, i));
                parts.add(part);
                sums.add(copy(in, partBytes, part) + "  " + part.getFileName());
            }
            sums.add(HexFormat.of().formatHex(in.getMessageDigest().digest()) + "  " + name);
        }
        Files.write(folder.resolve("SHA256SUMS"), sums);
        BundleLauncher.writeScript(folder.resolve("join.sh"), Files.readString(joinScript));
        return parts;
    }

    private static String copy(InputStream in, long most, Path part) throws IOException {
        try (OutputStream file = Files.newOutputStream(part);
                DigestOutputStream out = new DigestOutputStream(file, sha256())) {
            byte[] block = new byte[1 << 16];
            long left = most;
            int read;
            while (left > 0 && (read = in.read(block, 0, (int) Math.min(block.length, left))) > 0) {
                out.write(block, 0, read);
                left -= read;
            }
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
