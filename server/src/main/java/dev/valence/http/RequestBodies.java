package dev.valence.http;

import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Takes JSON bodies of platform routes, up to the limit; also those that come in chunks and announce no length. */
@Provider
@Singleton
public class RequestBodies implements ReaderInterceptor {
    private final BodyLimit limit;

    public RequestBodies(BodyLimit limit) {
        this.limit = limit;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        byte[] body = context.getInputStream().readNBytes(Math.toIntExact(limit.bytes() + 1));
        if (body.length > limit.bytes()) {
            throw limit.fault();
        }
        MediaType type = context.getMediaType();
        if (body.length > 0 && !isJson(type)) {
            throw new UnsupportedMediaType("This path reads JSON; send Content-Type: application/json, not " + type);
        }
        context.setInputStream(new ByteArrayInputStream(body));
        return context.proceed();
    }

    /** A body without a type arrives as the type that stands for any bytes. */
    private static boolean isJson(MediaType type) {
        String name = type.getSubtype();
        return name.equals("json")
                || name.endsWith("+json")
                || type.isCompatible(MediaType.APPLICATION_OCTET_STREAM_TYPE);
    }
}
