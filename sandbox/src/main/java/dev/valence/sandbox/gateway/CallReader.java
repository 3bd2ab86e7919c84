package dev.valence.sandbox.gateway;

import dev.valence.sandbox.http.Call;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.Provider;
import dev.valence.sandbox.http.Upload;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns what Vert.x received into a {@link Call}. */
public final class CallReader {
    private CallReader() {}

    static Call read(RoutingContext context, Provider provider) {
        HttpServerRequest request = context.request();
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        String path = request.path() == null ? "/" : request.path();
        String query = request.query() == null ? "" : request.query();
        return new Call(
                provider.newTrackingId(),
                request.method().name(),
                origin(request),
                provider.prefix(),
                path.startsWith(provider.prefix())
                        ? path.substring(provider.prefix().length())
                        : path,
                query,
                Map.copyOf(headers),
                context.body().buffer() == null
                        ? Buffer.buffer()
                        : context.body().buffer(),
                form(request),
                uploads(context));
    }

    /** Scheme, host and port as the caller sees them. */
    public static String origin(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        String host = authority == null
                ? "127.0.0.1:" + request.localAddress().port()
                : authority.port() > 0 ? authority.host() + ":" + authority.port() : authority.host();
        return request.scheme() + "://" + host;
    }

    private static Parameters form(HttpServerRequest request) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        request.formAttributes()
                .forEach((name, value) ->
                        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
        return new Parameters(values);
    }

    private static List<Upload> uploads(RoutingContext context) {
        return context.fileUploads().stream()
                .map(upload -> new Upload(
                        upload.name(),
                        upload.fileName(),
                        upload.contentType() == null || upload.contentType().isBlank()
                                ? "application/octet-stream"
                                : upload.contentType(),
                        Path.of(upload.uploadedFileName()),
                        upload.size()))
                .toList();
    }
}
