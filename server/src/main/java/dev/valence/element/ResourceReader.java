package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one entry of {@code resources}. */
final class ResourceReader {
    private final Member member;
    private final Paging elementPaging;
    private final List<Hook> elementHooks;

    ResourceReader(Member member, Paging elementPaging, List<Hook> elementHooks) {
        this.member = member;
        this.elementPaging = elementPaging;
        this.elementHooks = elementHooks;
    }

    Resource resource() {
        String path = member.text("path");
        if (!path.isEmpty() && !path.startsWith("/")) {
            member.fault("path", "must begin with a slash");
        }
        Optional<Reply> reply = member.object("reply").flatMap(this::reply);
        boolean vendorCall = reply.isEmpty() || reply.get() instanceof Reply.Body;
        String method = ElementReader.verb(member, "method");
        String contentType = member.object("response")
                .flatMap(response -> response.optionalText("contentType"))
                .orElse(Resource.JSON);
        return new Resource(
                member.id(),
                member.optionalText("description"),
                method,
                PathTemplate.withoutHub(path),
                vendorCall ? ElementReader.verb(member, "vendorMethod") : method,
                vendorCall ? vendorPath() : "",
                member.choice("type", ResourceType.class).orElse(ResourceType.API),
                member.optionalText("rootKey").map(RootKey::parse).orElse(RootKey.NONE),
                member.optionalText("nextPageKey").filter(text -> !text.isEmpty()),
                member.choice("paginationType", PaginationType.class).orElse(PaginationType.VENDOR_SUPPORTED),
                member.object("paging").map(ElementReader::paging).orElse(elementPaging),
                ElementReader.parameters(member),
                hooks(method + " " + PathTemplate.withoutHub(path), vendorCall, contentType),
                member.object("model").map(ResourceReader::model),
                contentType,
                member.items("conditions").stream()
                        .map(ResourceReader::condition)
                        .toList(),
                member.object("orderBy").map(ResourceReader::orderBy),
                member.object("readMerge").map(ResourceReader::readMerge),
                reply);
    }

    private Hooks hooks(String name, boolean vendorCall, String contentType) {
        List<Hook> own = Hook.read(member, name);
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).type() == HookType.EVENT) {
                member.fault("hooks", "an event hook stands at the element, not at a resource");
            }
        }
        if (!own.isEmpty() && !vendorCall) {
            member.fault("hooks", "the platform answers here without asking the vendor, so no hook can run");
        }
        Hooks hooks = vendorCall ? Hooks.of(elementHooks, own) : Hooks.NONE;
        if (!hooks.before().isEmpty() && member.object("readMerge").isPresent()) {
            member.fault(
                    "readMerge",
                    "cannot go together with the " + hooks.before().getFirst().name()
                            + ", which may send the read elsewhere than the write; let the hook do without the one or"
                            + " the other");
        }
        if (Resource.isJson(contentType)) {
            return hooks;
        }
        if (own.stream().anyMatch(hook -> hook.type() == HookType.POST_REQUEST)) {
            member.fault(
                    "hooks", "a reply of the type " + contentType + " passes as it comes, so no postRequest hook runs");
        }
        return hooks.withoutAfter();
    }

    /** A path may be empty (a script sets it) but not absent. */
    private String vendorPath() {
        if (member.value("vendorPath").isEmpty()) {
            member.fault("vendorPath", "is required; it may be empty when a script sets it");
        }
        return member.optionalText("vendorPath").orElse("");
    }

    private Optional<Reply> reply(Member reply) {
        Optional<JsonNode> body = reply.value("body");
        if (body.isPresent()) {
            return Optional.of(new Reply.Body(body.get()));
        }
        return switch (reply.optionalText("from").orElse("")) {
            case "objects" -> Optional.of(new Reply.Objects());
            case "metadata" -> Optional.of(new Reply.Metadata());
            default -> {
                reply.fault("must have body, or from with objects or metadata");
                yield Optional.empty();
            }
        };
    }

    private static Model model(Member model) {
        Map<String, JsonNode> definitions = model.members("swagger");
        return new Model(
                model.text("name"),
                definitions.isEmpty() ? model.members("rawSwagger") : definitions,
                model.optionalText("requestName"),
                model.members("requestSwagger"));
    }

    private static Condition condition(Member condition) {
        List<ConditionOperator> named = condition.choices("operators", ConditionOperator.class);
        if (condition.value("operators").isEmpty()) {
            condition.fault("operators", "is required, for example [\"=\"]");
        }
        Set<ConditionOperator> operators =
                named.isEmpty() ? EnumSet.noneOf(ConditionOperator.class) : EnumSet.copyOf(named);
        boolean like = operators.contains(ConditionOperator.LIKE);
        boolean in = operators.contains(ConditionOperator.IN);
        Optional<LikeForm> form = condition.choice("like", LikeForm.class);
        Optional<String> separator = condition.optionalText("separator");
        if (like != form.isPresent()) {
            condition.fault("like", like ? "is required for the operator LIKE" : "needs LIKE among the operators");
        }
        if (in != separator.isPresent()) {
            condition.fault("separator", in ? "is required for the operator IN" : "needs IN among the operators");
        }
        String field = condition.text("field");
        return new Condition(
                field,
                Collections.unmodifiableSet(operators),
                condition.optionalText("parameter").orElse(field),
                form,
                separator,
                condition.number("maxValues"),
                condition.flag("required", false));
    }

    private static OrderBy orderBy(Member orderBy) {
        Map<String, String> fields = new LinkedHashMap<>();
        orderBy.members("fields").forEach((field, value) -> {
            if (!value.isTextual()) {
                orderBy.fault("fields", "must map field names to texts");
            }
            fields.put(field, value.asText());
        });
        if (fields.isEmpty()) {
            orderBy.fault("fields", "is required");
        }
        return new OrderBy(orderBy.text("parameter"), Collections.unmodifiableMap(fields));
    }

    private static ReadMerge readMerge(Member readMerge) {
        return new ReadMerge(
                ElementReader.verb(readMerge, "vendorMethod"), readMerge.text("vendorPath"), readMerge.texts("keep"));
    }
}
