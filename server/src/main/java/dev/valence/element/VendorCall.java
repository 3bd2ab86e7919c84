package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A declared call to the vendor outside of the resources.
 *
 * @param body JSON whose texts may hold variables in braces; read only
 */
public record VendorCall(String vendorMethod, String vendorPath, Optional<JsonNode> body) {}
