package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.hub.OwnCalls;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of a request, put together of a step's properties. */
final class StepAddress {
    /** {@code {id}}, but not {@code ${id}}. */
    private static final Pattern PLACE = Pattern.compile("(?<!\\$)\\{([^{}$]+)}");

    private static final Pattern AUTHORITY = Pattern.compile("^[A-Za-z]+://[^/?]*");

    /** What may stand in a path and a query as it is (RFC 3986), and the percent sign, which is looked at by itself. */
    private static final String KEPT = "-._~!$&'()*+,;=:@/?";

    private StepAddress() {}

    /**
     * The path of an API of the platform, behind its prefix, percent-encoded and with its query.
     *
     * @param api the name of the property with the path
     * @param query the name of the property with more parameters
     * @throws BadRequest when it is none, a part of it would vanish because a reference is empty, or a name in braces has no value
     */
    static String path(StepCall call, String api, String query) {
        AddressGaps.requireSegments(call, api, text -> filled(call, text));
        AddressGaps.requirePlaces(call, api, members(call, "path"));
        String path = filled(call, Context.text(call.property(api)));
        if (path.startsWith(OwnCalls.PREFIX + "/")) {
            path = path.substring(OwnCalls.PREFIX.length());
        }
        if (path.isEmpty() || path.contains("://")) {
            throw new BadRequest("The property " + api + " has to be a path of the API such as /contacts, not '" + path
                    + "'; the step httpRequest calls other addresses");
        }
        String whole = with(encoded(path.startsWith("/") ? path : "/" + path), members(call, query));
        if (("/" + whole.replaceAll("\\?.*", "") + "/")
                .toLowerCase(java.util.Locale.ROOT)
                .matches(".*/(\\.|%2e){1,2}/.*")) {
            throw new BadRequest("The property " + api + " must not have . or .. as a part of its path");
        }
        return whole;
    }

    /**
     * An absolute address of elsewhere.
     *
     * @throws BadRequest when it is none, or a reference in it has no value
     */
    static String url(StepCall call) {
        AddressGaps.requireValues(call, "url");
        AddressGaps.requireSegments(call, "url", text -> filled(call, text));
        String url = filled(call, Context.text(call.property("url")));
        String lower = url.toLowerCase(java.util.Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            throw new BadRequest(
                    url.isEmpty()
                            ? "The property url has no value"
                            : "The property url has to be an absolute address that begins with http:// or https://");
        }
        String asked = url.replaceAll("#.*", "");
        Matcher host = AUTHORITY.matcher(asked);
        String authority = host.find() ? host.group() : "";
        return with(authority + encoded(asked.substring(authority.length())), members(call, "query"));
    }

    /** The members of a property that is an object, or names one, or holds its JSON. */
    static ObjectNode members(StepCall call, String property) {
        JsonNode given = call.property(property);
        JsonNode value = given.isTextual()
                ? call.context().named(given.textValue())
                : call.context().resolve(given);
        if (value.isTextual()) {
            value = call.context().named(value.textValue());
        }
        if (value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isBlank())) {
            return Json.MAPPER.createObjectNode();
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw new BadRequest("The property " + property + " has to be an object of names and values");
    }

    private static String filled(StepCall call, String text) {
        ObjectNode places = members(call, "path");
        Matcher matcher = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            JsonNode value = places.path(matcher.group(1));
            String put = value.isMissingNode() ? matcher.group() : percent(Context.text(value));
            matcher.appendReplacement(filled, Matcher.quoteReplacement(put));
        }
        return call.context().text(matcher.appendTail(filled).toString()).strip();
    }

    private static String with(String address, ObjectNode query) {
        StringBuilder whole = new StringBuilder(address);
        query.properties().forEach(member -> {
            Iterable<JsonNode> values =
                    member.getValue().isArray() ? member.getValue() : java.util.List.of(member.getValue());
            for (JsonNode value : values) {
                if (!value.isNull()) {
                    whole.append(whole.indexOf("?") < 0 ? '?' : '&')
                            .append(percent(member.getKey()))
                            .append('=')
                            .append(percent(Context.text(value)));
                }
            }
        });
        return whole.toString();
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Encodes what cannot stand in an address; what is encoded stays. */
    private static String encoded(String address) {
        StringBuilder encoded = new StringBuilder(address.length() + 16);
        int at = 0;
        while (at < address.length()) {
            int character = address.codePointAt(at);
            boolean plain = character < 128
                    && (Character.isLetterOrDigit(character) || KEPT.indexOf(character) >= 0 || isEncoded(address, at));
            if (plain) {
                encoded.append((char) character);
            } else {
                encoded.append(percent(Character.toString(character)));
            }
            at += Character.charCount(character);
        }
        return encoded.toString();
    }

    private static boolean isEncoded(String text, int at) {
        return text.charAt(at) == '%'
                && at + 2 < text.length()
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0;
    }
}
