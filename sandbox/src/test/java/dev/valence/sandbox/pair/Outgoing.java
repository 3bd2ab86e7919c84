package dev.valence.sandbox.pair;

import dev.valence.sandbox.pair.Step.Content;
import dev.valence.sandbox.pair.Step.Field;
import dev.valence.sandbox.pair.Step.Request;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes a request out of its written form. */
final class Outgoing {
    private static final String BOUNDARY = "----sandbox-pair";

    private final Sandbox sandbox;
    private final Cast cast;
    private final Values values;

    Outgoing(Sandbox sandbox, Cast cast, Values values) {
        this.sandbox = sandbox;
        this.cast = cast;
        this.values = values;
    }

    HttpRequest request(Request written) {
        HttpRequest.Builder request = sandbox.request(values.fill(written.path()));
        boolean typed =
                written.headers().stream().anyMatch(header -> header.name().equalsIgnoreCase("Content-Type"));
        contentType(written.content()).filter(type -> !typed).ifPresent(type -> request.header("Content-Type", type));
        cast.token(values.fill(written.caller()))
                .ifPresent(token -> request.header("Authorization", "Bearer " + token));
        written.headers().forEach(header -> request.header(header.name(), values.fill(header.value())));
        String body = body(written.content());
        BodyPublisher publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return request.method(written.method(), publisher).build();
    }

    /** The request for people to read; long bodies are cut. */
    String shown(Request written, HttpRequest request) {
        String body = body(written.content());
        String headers = written.headers().stream()
                .map(header -> "\n" + header.name() + ": " + values.fill(header.value()))
                .collect(Collectors.joining());
        return written.caller() + " " + request.method() + " " + request.uri() + headers + "\n"
                + (body.length() > 1000 ? body.substring(0, 1000) + "..." : body);
    }

    private static Optional<String> contentType(Content content) {
        return switch (content) {
            case Content.None none -> Optional.empty();
            case Content.Text text -> Optional.of("application/json");
            case Content.Form form -> Optional.of("application/x-www-form-urlencoded");
            case Content.Multipart multipart -> Optional.of("multipart/form-data; boundary=" + BOUNDARY);
        };
    }

    private String body(Content content) {
        return switch (content) {
            case Content.None none -> "";
            case Content.Text text -> values.fill(text.text());
            case Content.Form form -> encoded(form.fields());
            case Content.Multipart multipart ->
                multipart.parts().stream().map(this::part).collect(Collectors.joining()) + "--" + BOUNDARY + "--\r\n";
        };
    }

    private String encoded(List<Field> fields) {
        return fields.stream()
                .map(field ->
                        field.name() + "=" + URLEncoder.encode(values.fill(field.value()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** A file is written {@code files = @name.txt text/plain its content}. */
    private String part(Field field) {
        String disposition = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field.name() + "\"";
        if (!field.value().startsWith("@")) {
            return disposition + "\r\n\r\n" + values.fill(field.value()) + "\r\n";
        }
        String[] file = field.value().substring(1).split(" ", 3);
        return disposition + "; filename=\"" + file[0] + "\"\r\nContent-Type: " + file[1] + "\r\n\r\n"
                + values.fill(file[2]) + "\r\n";
    }
}
