package dev.valence.element;

import java.util.Optional;

/**
 * A value on its way between caller and vendor.
 *
 * @param name the platform's name; for the type {@code value} the literal value itself
 * @param vendorName the vendor's name, the platform's when the element gives none
 * @param type where the value comes from
 * @param vendorType where it is put
 * @param dataType type in the API documents; for bodies the name of a model
 * @param source {@code RESPONSE} turns the direction: read at the vendor's side, written at the caller's
 * @param required a request without it is answered with 400
 * @param converter name of the converter, for example {@code toQueryParameters}
 */
public record Parameter(
        long id,
        String name,
        String vendorName,
        ParameterPlace type,
        ParameterPlace vendorType,
        Optional<String> dataType,
        Optional<String> vendorDataType,
        ParameterSource source,
        boolean required,
        Optional<String> converter,
        Optional<String> description) {}
