package dev.valence.hub;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call that went well.
 *
 * @param query decoded parameters in their order
 * @param pathVariables decoded
 * @param requestHeaders may hold secrets
 * @param requestBody empty when there was none, or it is longer than {@link #LONGEST_BODY}, or a form with files
 * @param replyBody empty when there was none, or it is longer than {@link #LONGEST_BODY}, or a file
 */
public record AnsweredCall(
        CallFacts facts,
        List<Map.Entry<String, String>> query,
        Map<String, String> pathVariables,
        List<Map.Entry<String, String>> requestHeaders,
        Optional<Buffer> requestBody,
        int status,
        List<Map.Entry<String, String>> replyHeaders,
        Optional<Buffer> replyBody) {
    /** In bytes. */
    public static final int LONGEST_BODY = 1 << 20;

    /** Nothing of what it holds: it may be secret. */
    @Override
    public String toString() {
        return "AnsweredCall[" + facts.method() + " " + facts.elementPath() + "]";
    }
}
