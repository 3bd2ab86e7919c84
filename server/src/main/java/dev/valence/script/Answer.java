package dev.valence.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.Json;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * What a worker says of one run.
 *
 * @param plain whether the JSON is the result itself; else it is an object with {@code value} or {@code error}, and more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and the bytes are not changed
record Answer(boolean plain, byte[] json) {
    static Answer of(boolean plain, String json) {
        return new Answer(plain, json.getBytes(StandardCharsets.UTF_8));
    }

    static Answer failed(String reason, int line) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("error", reason).put("line", line);
        return new Answer(false, Json.bytes(json));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeBoolean(true);
        out.writeBoolean(plain);
        Frames.write(out, json);
    }

    /** Ends the answers to one question, with the time that its runs took. */
    static void end(DataOutputStream out, Duration took) throws IOException {
        out.writeBoolean(false);
        out.writeLong(took.toNanos());
        out.flush();
    }

    /**
     * Reads the answers to one question; those that came before a failure are there all the same.
     *
     * @param first byte of them, which was read already
     * @return the time that the runs took
     */
    static Duration readAll(int first, DataInputStream in, List<Answer> all) throws IOException {
        for (boolean more = first != 0; more; more = in.readBoolean()) {
            all.add(new Answer(in.readBoolean(), Frames.bytes(in)));
        }
        return Duration.ofNanos(in.readLong());
    }

    /** As those see it who asked. */
    ScriptResult result() throws IOException {
        if (plain) {
            return new ScriptResult.Done(json, List.of(), List.of());
        }
        JsonNode report = Json.MAPPER.readTree(json);
        List<String> console =
                report.path("console").valueStream().map(JsonNode::asText).toList();
        if (!report.has("value")) {
            return new ScriptResult.Failed(
                    report.path("error").asText(), report.path("line").asInt(), console);
        }
        List<ScriptResult.Mail> mails = report.path("mails")
                .valueStream()
                .map(mail -> new ScriptResult.Mail(
                        mail.path("to").asText(),
                        mail.path("subject").asText(),
                        mail.path("body").asText()))
                .toList();
        return new ScriptResult.Done(Json.bytes(report.path("value")), console, mails);
    }
}
