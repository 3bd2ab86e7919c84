package dev.valence.element;

import java.util.List;
import java.util.Optional;

/**
 * A method and a path that an element offers, and what becomes of them at the vendor.
 *
 * @param method exposed verb, upper case
 * @param path template without {@code /hubs/{hub}}, for example <code>/channels/{id}</code>
 * @param vendorMethod verb sent to the vendor
 * @param vendorPath template behind {@code base.url}; empty when there is no vendor call
 * @param nextPageKey member of the vendor's reply that holds the next page's cursor
 * @param contentType media type of the reply; anything but JSON is streamed as it comes
 * @param paging the resource's own, or else the element's
 * @param conditions what {@code where} may say; when empty, {@code where} becomes plain query parameters
 * @param hooks scripts around its calls, the element's own among them
 */
public record Resource(
        long id,
        Optional<String> description,
        String method,
        String path,
        String vendorMethod,
        String vendorPath,
        ResourceType type,
        RootKey rootKey,
        Optional<String> nextPageKey,
        PaginationType paginationType,
        Paging paging,
        List<Parameter> parameters,
        Hooks hooks,
        Optional<Model> model,
        String contentType,
        List<Condition> conditions,
        Optional<OrderBy> orderBy,
        Optional<ReadMerge> readMerge,
        Optional<Reply> reply) {
    static final String JSON = "application/json";

    /** A call that a formula answers: no vendor is asked. */
    static Resource ofFormula(String method, String path, String description, List<Parameter> parameters) {
        return new Resource(
                0,
                Optional.of(description),
                method,
                path,
                method,
                "",
                ResourceType.FORMULA_AS_RESOURCE,
                RootKey.NONE,
                Optional.empty(),
                PaginationType.VENDOR_SUPPORTED,
                Paging.NONE,
                parameters,
                Hooks.NONE,
                Optional.empty(),
                JSON,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same call under another path, with other shapes of its bodies. */
    public Resource as(String otherPath, String otherDescription, Model otherModel) {
        return new Resource(
                id,
                Optional.of(otherDescription),
                method,
                otherPath,
                vendorMethod,
                vendorPath,
                type,
                rootKey,
                nextPageKey,
                paginationType,
                paging,
                parameters,
                hooks,
                Optional.of(otherModel),
                contentType,
                conditions,
                orderBy,
                readMerge,
                reply);
    }

    /** Whether the answer is an array that can be paged and filtered. */
    public boolean list() {
        return method.equals("GET")
                && reply.isEmpty()
                && model.map(Model::list).orElseGet(() -> rootKey.response().isPresent());
    }

    /** Whether the vendor gives the list whole only, so that the platform makes its pages. */
    public boolean cutByPlatform() {
        return list() && paginationType == PaginationType.VENDOR_UNSUPPORTED;
    }

    /** Whether the answer is JSON, which alone is unwrapped, filtered and renamed. */
    public boolean json() {
        return isJson(contentType);
    }

    static boolean isJson(String contentType) {
        return contentType.startsWith(JSON);
    }

    /** Whether the platform answers without asking the vendor. */
    public boolean answeredByPlatform() {
        return reply.isPresent() && !(reply.get() instanceof Reply.Body);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
