package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Makes an {@link Element} of element JSON; refuses what breaks the rules, with every fault at once. */
final class ElementReader {
    private final ElementFaults faults;

    private ElementReader(ElementFaults faults) {
        this.faults = faults;
    }

    /**
     * Fills in the defaults, reads and checks.
     *
     * @param samples object name to an example of it
     * @throws InvalidElement with every fault
     */
    static Element read(ElementSource source, Map<String, JsonNode> samples) {
        ElementFaults faults = new ElementFaults(source);
        if (!(source.json() instanceof ObjectNode object)) {
            faults.add(JsonPointer.empty(), "an element must be an object with at least name and hub");
            throw new InvalidElement(faults.list());
        }
        ObjectNode complete = ElementDefaults.complete(object);
        Element element = new ElementReader(faults).element(complete, samples);
        ElementRules.check(element, faults);
        if (!faults.none()) {
            throw new InvalidElement(faults.list());
        }
        return element;
    }

    private Element element(ObjectNode json, Map<String, JsonNode> samples) {
        Member root = new Member(json, JsonPointer.empty(), faults);
        Paging paging = root.object("paging").map(ElementReader::paging).orElse(Paging.NONE);
        List<Hook> hooks = Hook.read(root, "every call");
        List<Resource> resources = root.items("resources").stream()
                .map(member -> new ResourceReader(member, paging, hooks).resource())
                .toList();
        return new Element(
                root.id(),
                root.text("key"),
                root.text("name"),
                root.text("hub"),
                root.optionalText("description"),
                root.requiredObject("authentication").requiredChoice("type", AuthenticationType.class),
                configuration(root),
                parameters(root),
                resources,
                hooks.stream().filter(hook -> hook.type() == HookType.EVENT).toList(),
                root.items("objects").stream().map(ElementReader::object).toList(),
                paging,
                root.object("errors").map(errors -> errors.pointers("message")).orElse(List.of()),
                root.object("signature").map(WebhookReader::signature),
                root.object("webhooks").map(WebhookReader::webhooks),
                idempotencyHeader(root),
                polling(root),
                root.flag("useModelsForMetadata", false),
                Collections.unmodifiableMap(new LinkedHashMap<>(samples)),
                new ResourceTree(resources),
                json);
    }

    private static Optional<String> idempotencyHeader(Member root) {
        Optional<String> header = root.optionalText("idempotencyHeader");
        header.filter(name -> !name.matches("[A-Za-z0-9-]{1,100}"))
                .ifPresent(name -> root.fault(
                        "idempotencyHeader",
                        "must be the name of a header, such as Idempotency-Key, not '" + name + "'"));
        return header;
    }

    /** Only its outline: what its members mean is known where they are worked with. */
    private static Optional<JsonNode> polling(Member root) {
        for (String name : root.members("polling").keySet()) {
            root.object("polling").flatMap(polling -> polling.object(name)).ifPresent(plan -> {
                plan.text("url");
                plan.text("idField");
            });
        }
        return root.value("polling").filter(JsonNode::isObject);
    }

    private static SequencedMap<String, ConfigurationEntry> configuration(Member root) {
        SequencedMap<String, ConfigurationEntry> entries = new LinkedHashMap<>();
        for (Member member : root.items("configuration")) {
            ConfigurationEntry entry = new ConfigurationEntry(
                    member.id(),
                    member.text("key"),
                    member.text("name"),
                    member.optionalText("description"),
                    member.requiredChoice("type", ConfigurationType.class),
                    member.optionalText("defaultValue"),
                    member.flag("required", false),
                    member.flag("internal", false),
                    member.flag("hideFromConsole", false),
                    member.number("displayOrder").orElse(1),
                    member.flag("active", true));
            if (entries.putIfAbsent(entry.key(), entry) != null) {
                member.fault("key", "the key '" + entry.key() + "' stands in the configuration twice");
            }
        }
        return Collections.unmodifiableSequencedMap(entries);
    }

    static List<Parameter> parameters(Member owner) {
        List<Parameter> parameters = new ArrayList<>();
        for (Member member : owner.items("parameters")) {
            String name = member.text("name");
            String vendorName = member.optionalText("vendorName").orElse(name);
            Optional<String> converter = member.optionalText("converter").filter(text -> !text.isEmpty());
            parameters.add(new Parameter(
                    member.id(),
                    name,
                    vendorName,
                    member.requiredChoice("type", ParameterPlace.class),
                    member.requiredChoice("vendorType", ParameterPlace.class),
                    member.optionalText("dataType"),
                    member.optionalText("vendorDataType"),
                    member.choice("source", ParameterSource.class).orElse(ParameterSource.REQUEST),
                    member.flag("required", false),
                    converter.isEmpty() && vendorName.startsWith("converter:")
                            ? Optional.of(vendorName.substring("converter:".length()))
                            : converter,
                    member.optionalText("description")));
        }
        return Collections.unmodifiableList(parameters);
    }

    static Paging paging(Member member) {
        PagingStyle style = member.requiredChoice("style", PagingStyle.class);
        Paging paging = new Paging(
                style,
                member.optionalText("size"),
                member.optionalText("position"),
                member.optionalText("nextPageKey"),
                member.number("startIndex").orElse(1));
        boolean positioned = style == PagingStyle.PAGE || style == PagingStyle.OFFSET || style == PagingStyle.CURSOR;
        if (positioned && paging.position().isEmpty()) {
            member.fault("position", "is required for the style " + style.wire());
        }
        return paging;
    }

    private static ElementObject object(Member member) {
        return new ElementObject(member.id(), member.text("name"), member.flag("eventsEnabled", false));
    }

    /** A verb that must be there. */
    static String verb(Member member, String name) {
        String verb = member.text(name);
        if (!verb.isEmpty() && !List.of("GET", "POST", "PUT", "PATCH", "DELETE").contains(verb)) {
            member.fault(name, "must be GET, POST, PUT, PATCH or DELETE, not '" + verb + "'");
        }
        return verb;
    }
}
