package dev.valence.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What became of one run of a script. */
public sealed interface ScriptResult {
    /** What the script logged, in order; cut to a thousand lines. */
    List<String> console();

    /** A mail that the script asks for; to is as the script wrote it, for example several addresses with commas. */
    record Mail(String to, String subject, String body) {}

    /**
     * The script handed this to {@code done}.
     *
     * @param json the value as JSON in UTF-8: {@code null} for nothing, and a text stays a text
     * @param mails what it asked for by {@code notify.email}; at most a hundred, and nothing is sent yet
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and the bytes are not changed
    record Done(byte[] json, List<String> console, List<Mail> mails) implements ScriptResult {
        /** The value as a tree. */
        public JsonNode value() {
            try {
                return Json.MAPPER.readTree(json);
            } catch (IOException e) {
                throw new UncheckedIOException("A worker's result is not JSON", e);
            }
        }
    }

    /**
     * It threw, did not call {@code done}, or broke a limit; the mails that it asked for are dropped.
     *
     * @param reason for the people who wrote it
     * @param line of the script, from 1; 0 when no line is to blame
     */
    record Failed(String reason, int line, List<String> console) implements ScriptResult {
        static Failed because(String reason) {
            return new Failed(reason, 0, List.of());
        }
    }
}
