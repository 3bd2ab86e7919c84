package dev.valence.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the console in memory.
 *
 * @param path as it stands in the URL
 * @param brotli the same, compressed when the console was built
 * @param gzip the same, compressed when the console was built
 * @param etag changes with the content
 */
record PageFile(String path, Buffer bytes, Optional<Buffer> brotli, Optional<Buffer> gzip, String etag) {
    /** Below this compression saves nothing worth a header. */
    private static final int SMALL = 1024;

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html;charset=UTF-8"),
            Map.entry("js", "text/javascript;charset=UTF-8"),
            Map.entry("mjs", "text/javascript;charset=UTF-8"),
            Map.entry("css", "text/css;charset=UTF-8"),
            Map.entry("json", "application/json;charset=UTF-8"),
            Map.entry("map", "application/json;charset=UTF-8"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain;charset=UTF-8"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    static PageFile of(String path, Buffer bytes, Optional<Buffer> brotli, Optional<Buffer> gzip) {
        return new PageFile(path, bytes, brotli, gzip, '"' + digest(bytes.getBytes()) + '"');
    }

    String contentType() {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(extension, "application/octet-stream");
    }

    /** Whether compressing pays: images and fonts are compressed already. */
    boolean compressible() {
        String type = contentType();
        return bytes.length() > SMALL && (type.startsWith("text/") || type.contains("json") || type.contains("svg"));
    }

    /** Whether the name changes with the content, as the build gives names in this folder. */
    boolean immutable() {
        return path.startsWith("/assets/");
    }

    Buffer gzipped() {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to be written", e);
        }
        return Buffer.buffer(compressed.toByteArray());
    }

    PageFile withGzip(Buffer compressed) {
        return new PageFile(path, bytes, brotli, Optional.of(compressed), etag);
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
