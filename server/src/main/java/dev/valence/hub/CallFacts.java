package dev.valence.hub;

import dev.valence.instance.Connection;
import java.util.Optional;

/**
 * What is known of a call before it is sent to the provider.
 *
 * @param method in capitals
 * @param path as the caller wrote it, behind the API's prefix and the hub
 * @param elementPath the same in the element's words; another one for the application's own objects
 * @param origin the execution of a formula that makes the call
 */
public record CallFacts(
        Connection connection, String method, String path, String elementPath, Optional<CallOrigin> origin) {}
