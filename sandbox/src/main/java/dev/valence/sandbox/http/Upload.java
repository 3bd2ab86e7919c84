package dev.valence.sandbox.http;

import java.nio.file.Path;

/**
 * A file part of a multipart body, already on disk; the file is gone when the call ends, so keep it by linking it.
 *
 * @param size in bytes
 */
public record Upload(String part, String fileName, String mediaType, Path path, long size) {}
