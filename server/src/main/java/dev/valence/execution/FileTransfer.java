package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.activity.Redaction;
import dev.valence.http.ApiException;
import dev.valence.http.Json;
import dev.valence.http.Unavailable;
import dev.valence.hub.OwnCalls;
import dev.valence.provider.ProviderReply;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends what one call answers on as the file of another while it comes; of its content no more than some network buffers are in
 * memory.
 */
@Singleton
final class FileTransfer {
    private static final Duration LIMIT = Duration.ofHours(1);
    private static final int ERROR_LIMIT = 1 << 20;

    private final OwnCalls calls;

    FileTransfer(OwnCalls calls) {
        this.calls = calls;
    }

    /**
     * One of the two calls.
     *
     * @param keyed whether the provider tells by the step's key that it did the work already
     */
    record Side(long instanceId, boolean keyed, String method, String path, Map<String, String> headers) {
        ObjectNode request(StepCall call, String name) {
            ObjectNode request = Json.MAPPER.createObjectNode().put("method", method);
            request.put("uri", Redaction.path(path));
            request.put("path", path.replaceAll("\\?.*", ""));
            request.set("query", StepAddress.members(call, name + "Query"));
            request.set("headers", StepRequest.shown(headers));
            return request;
        }
    }

    /**
     * Moves the file.
     *
     * @param filePart its name in the form that is uploaded
     * @throws Unavailable when the server stops
     */
    StepResult perform(StepCall call, Side from, Side to, String filePart) {
        ObjectNode value = unsent(call, from, to);
        ObjectNode download = value.withObject("/download");
        ObjectNode upload = value.withObject("/upload");
        if (call.mayHaveBeenSent()) {
            Optional<String> refusal = Requesting.refusal(call, to.method(), to.keyed(), to.method() + " " + to.path());
            if (refusal.isPresent()) {
                return new StepResult.Failed(value, refusal.get());
            }
            upload.withObject("/request").put("repeated", "true");
        }
        OwnCalls.Request read = new OwnCalls.Request(
                from.method(),
                from.path(),
                OwnRequests.headers(call, from.headers(), from.method()),
                BodyPublishers.noBody(),
                LIMIT);
        try (OwnCalls.Reply file = calls.through(from.instanceId(), read)) {
            download.set("response", OutsideReply.head(file.status(), file.headers()));
            if (file.status() / 100 != 2) {
                return failed(value, "The download " + from.path(), file.whole(ERROR_LIMIT));
            }
            return upload(call, to, file, filePart, value, upload);
        } catch (Unavailable stopping) {
            throw stopping;
        } catch (ApiException e) {
            return new StepResult.Failed(value, String.valueOf(e.getMessage()));
        }
    }

    /** The value of a step whose file is not moved. */
    static ObjectNode unsent(StepCall call, Side from, Side to) {
        ObjectNode value = Json.MAPPER.createObjectNode();
        value.putObject("download").set("request", from.request(call, "download"));
        value.putObject("upload").set("request", to.request(call, "upload"));
        return value;
    }

    private StepResult upload(
            StepCall call, Side to, OwnCalls.Reply file, String filePart, ObjectNode value, ObjectNode upload) {
        StepBody.Form form = form(call);
        InputStream body = body(form, file, filePart, to.path());
        Map<String, String> headers = OwnRequests.headers(call, to.headers(), to.method());
        headers.put("Content-Type", form.contentType());
        OwnCalls.Request write =
                new OwnCalls.Request(to.method(), to.path(), headers, BodyPublishers.ofInputStream(() -> body), LIMIT);
        try (OwnCalls.Reply answer = calls.through(to.instanceId(), write)) {
            ProviderReply whole = answer.whole(OutsideReply.LIMIT);
            upload.set("response", OutsideReply.value(whole));
            return answer.status() / 100 == 2
                    ? new StepResult.Done(value)
                    : failed(value, "The upload " + to.path(), whole);
        }
    }

    private static StepBody.Form form(StepCall call) {
        StepBody.Form form = new StepBody.Form();
        JsonNode more = call.context().resolve(call.property("uploadFormData"));
        String name = call.text("uploadFormDataName").strip();
        if (!more.isMissingNode() && !more.isNull() && !Context.text(more).isEmpty()) {
            form.part(
                    name.isEmpty() ? "metaData" : name,
                    Optional.empty(),
                    more.isTextual() ? "" : "application/json",
                    Context.text(more).getBytes(StandardCharsets.UTF_8));
        }
        return form;
    }

    /** The form around the file, which is read as the receiver takes it. */
    private static InputStream body(StepBody.Form form, OwnCalls.Reply file, String filePart, String path) {
        String name = OutsideReply.fileName(header(file, "Content-Disposition"))
                .orElseGet(() -> path.replaceAll("\\?.*", "").replaceAll(".*/", ""));
        byte[] head = form.head(
                filePart,
                Optional.of(name.isEmpty() ? "file" : name),
                header(file, "Content-Type").orElse("application/octet-stream"));
        byte[] tail = ("\r\n" + new String(form.tail(), StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII);
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(form.begun()),
                new ByteArrayInputStream(head),
                file.body(),
                new ByteArrayInputStream(tail))));
    }

    private static Optional<String> header(OwnCalls.Reply reply, String name) {
        return reply.headers().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static StepResult failed(ObjectNode value, String what, ProviderReply reply) {
        return new StepResult.Failed(
                value,
                what.replaceAll("\\?.*", "") + " was answered with " + reply.status()
                        + OutsideReply.message(OutsideReply.value(reply).path("body")));
    }
}
