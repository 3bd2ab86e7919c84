package dev.valence.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Element;
import dev.valence.element.ObjectFields;
import dev.valence.element.Reply;
import dev.valence.http.Headers;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.mapping.ObjectMapping;
import java.util.Optional;

/** Resources that are answered from the element's data, without asking the vendor. */
final class PlatformAnswers {
    private PlatformAnswers() {}

    /** The JSON answer; empty when the resource is the vendor's to answer. */
    static Optional<byte[]> of(Target target, Incoming incoming) {
        Element element = target.connection().element();
        return target.resource().reply().flatMap(reply -> switch (reply) {
            case Reply.Objects objects -> Optional.of(objects(target, isHelium(incoming)));
            case Reply.Metadata metadata ->
                Optional.of(Json.bytes(
                        isForCustomFields(incoming)
                                ? customOnly(metadata(element, target))
                                : metadata(element, target)));
            case Reply.Body body -> Optional.empty();
        });
    }

    private static boolean isHelium(Incoming incoming) {
        return incoming.header(Headers.VERSION)
                .map(version -> version.equalsIgnoreCase("Helium"))
                .orElse(false);
    }

    private static byte[] objects(Target target, boolean described) {
        Element element = target.connection().element();
        ArrayNode names = described ? ObjectFields.describedNames(element) : ObjectFields.names(element);
        target.mapped().values().forEach(mapping -> {
            if (described) {
                names.addObject()
                        .put("name", mapping.name())
                        .put("vendorName", mapping.vendorName())
                        .put("type", "vdr");
            } else {
                names.add(mapping.name());
            }
        });
        return Json.bytes(names);
    }

    private static boolean isForCustomFields(Incoming incoming) {
        return incoming.query()
                .first("customFieldsOnly")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
    }

    /** Fields that only this account has at the vendor are marked as custom by those who describe them. */
    private static JsonNode customOnly(ObjectNode metadata) {
        ArrayNode custom = Json.MAPPER.createArrayNode();
        metadata.path("fields").forEach(field -> {
            if (field.path("custom").asBoolean()) {
                custom.add(field);
            }
        });
        return metadata.deepCopy().set("fields", custom);
    }

    private static ObjectNode metadata(Element element, Target target) {
        String object = target.pathVariables().getOrDefault("objectName", "");
        return ObjectFields.of(element, object)
                .or(() -> Optional.ofNullable(target.mapped().get(object)).map(ObjectMapping::metadata))
                .orElseThrow(() -> new NotFound("No object found with name " + object + "; GET /objects lists them"));
    }
}
