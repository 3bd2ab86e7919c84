package dev.valence.http;

/** An id, key or path that leads nowhere. */
public final class NotFound extends ApiException {
    public NotFound(String message) {
        super(404, message);
    }

    /** The platform's wording for an unknown id, for example {@code No instance found with ID 42}. */
    public static NotFound withId(String thing, Object id) {
        return new NotFound("No " + thing + " found with ID " + id);
    }
}
