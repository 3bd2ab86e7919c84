package dev.valence.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One field of the application's object and the place of the provider's that it stands for.
 *
 * @param path in the application's object
 * @param vendorPath in the provider's
 * @param masks of a date
 * @param otherwise what the application reads when the provider's object has no value
 * @param read whether it is given to the application
 * @param written whether it is sent to the provider
 */
record FieldMapping(
        FieldPath path,
        FieldPath vendorPath,
        ValueType type,
        ValueType vendorType,
        Optional<DateMasks> masks,
        Optional<JsonNode> otherwise,
        boolean read,
        boolean written) {

    /** The provider's value as the application reads it. */
    Found fromVendor(JsonNode object) {
        Found found = Found.at(object, vendorPath);
        return found.first().isEmpty()
                ? otherwise.<Found>map(Found.One::new).orElse(Found.Nothing.HERE)
                : found.map(value -> masks.map(mask -> mask.fromVendor(value)).orElseGet(() -> type.convert(value)));
    }

    /** The application's value as the provider takes it. */
    Found toVendor(JsonNode object) {
        return Found.at(object, path)
                .map(value -> masks.map(mask -> mask.toVendor(value)).orElseGet(() -> vendorType.convert(value)));
    }
}
