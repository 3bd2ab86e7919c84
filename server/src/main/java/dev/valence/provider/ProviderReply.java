package dev.valence.provider;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A provider's answer, read whole.
 *
 * @param status HTTP status
 * @param headers in order of arrival
 * @param body the bytes, empty when there were none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier; replies are never compared
public record ProviderReply(int status, List<Map.Entry<String, String>> headers, byte[] body) {

    /** The first header of this name, upper and lower case alike. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
