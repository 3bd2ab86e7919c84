package dev.valence.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file part of a multipart body, or a file fetched for the call, already on disk; the file is gone when the call ends,
 * so keep it by linking it.
 *
 * @param part name of the part, or {@link #FETCHED}
 * @param fileName never empty
 * @param size in bytes
 */
public record Upload(String part, String fileName, String mediaType, Path path, long size) {
    /** The part name of a file that came from an address; no multipart body can have it. */
    public static final String FETCHED = "\n";

    public Upload {
        fileName = fileName.isBlank() ? "file" : fileName;
        // What is no token/token would spoil the head of every later download.
        mediaType = mediaType.matches("[\\x21-\\x7e]+/[\\x20-\\x7e]+") ? mediaType : "application/octet-stream";
    }

    /** The file name in an address. */
    public static String nameOf(String address) {
        String path = address.split("[?#]", 2)[0];
        String name = path.substring(path.lastIndexOf('/') + 1);
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
