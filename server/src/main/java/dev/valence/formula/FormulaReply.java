package dev.valence.formula;

import dev.valence.http.Headers;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The reply to a call that wrote something; what is odd about it, and no fault, stands in a header. */
final class FormulaReply {
    private static final int LONGEST = 1_000;

    private FormulaReply() {}

    /** @param links what is odd about its sub-formulas, by place */
    static Response of(Formula formula, Map<String, String> links) {
        return of(formula.json(), formula.version(), links);
    }

    /** @param body a part of the formula, or its whole */
    static Response of(Object body, FormulaVersion version, Map<String, String> links) {
        return of(
                body,
                Stream.concat(FormulaWarnings.of(version).stream(), links.values().stream())
                        .toList());
    }

    static Response of(Object body, List<String> warnings) {
        Response.ResponseBuilder reply = Response.ok(body);
        if (!warnings.isEmpty()) {
            reply.header(Headers.ERROR, header(String.join("; ", warnings)));
        }
        return reply.build();
    }

    /** Headers take plain characters only; names of steps may have others. */
    private static String header(String text) {
        String plain = text.replaceAll("[^ -~]", "?");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "..." : plain;
    }
}
