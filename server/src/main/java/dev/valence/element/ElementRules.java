package dev.valence.element;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;

/** What has to be true between the parts of an element. */
final class ElementRules {
    private static final Pattern KEY = Pattern.compile("[a-z0-9]+");
    private static final Pattern HUB = Pattern.compile("[a-z0-9][a-z0-9_-]*");
    private static final Pattern URL = Pattern.compile("(?:https?://|\\{).+");
    private static final List<String> URLS = List.of(
            "base.url",
            "oauth.authorization.url",
            "oauth.token.url",
            "oauth.token.refresh_url",
            "oauth.token.revoke_url",
            "oauth.request.url");
    private static final List<String> OAUTH2_KEYS = List.of(
            "oauth.api.key", "oauth.api.secret", "oauth.callback.url", "oauth.authorization.url", "oauth.token.url");

    private final Element element;
    private final ElementFaults faults;

    private ElementRules(Element element, ElementFaults faults) {
        this.element = element;
        this.faults = faults;
    }

    static void check(Element element, ElementFaults faults) {
        ElementRules rules = new ElementRules(element, faults);
        rules.names();
        rules.configuration();
        rules.parameters(element.parameters(), at("parameters"));
        rules.resources();
        rules.objects();
        rules.signature();
        rules.webhooks();
    }

    private static JsonPointer at(String member) {
        return JsonPointer.empty().appendProperty(member);
    }

    private void names() {
        if (!element.key().isEmpty() && !KEY.matcher(element.key()).matches()) {
            faults.add(at("key"), "must consist of lower-case letters and digits");
        }
        if (!element.hub().isEmpty() && !HUB.matcher(element.hub()).matches()) {
            faults.add(at("hub"), "must consist of lower-case letters and digits");
        }
    }

    private void configuration() {
        require("base.url", "every element needs it; add an entry with the vendor's address as defaultValue");
        if (element.authentication() == AuthenticationType.OAUTH2) {
            OAUTH2_KEYS.forEach(key -> require(key, "authentication oauth2 needs it"));
        }
        int index = 0;
        for (JsonNode entry : element.json().path("configuration")) {
            String key = entry.path("key").asText();
            String value = entry.path("defaultValue").asText();
            JsonPointer at = at("configuration").appendIndex(index++).appendProperty("defaultValue");
            if (URLS.contains(key) && !value.isEmpty()) {
                if (!URL.matcher(value).matches()) {
                    faults.add(at, "must be an http or https URL");
                }
                PathTemplate.variables(value).stream()
                        .filter(variable -> element.entry(variable).isEmpty())
                        .forEach(variable -> faults.add(at, noKey(variable)));
            }
            boolean isBoolean = entry.path("type").asText().equals(ConfigurationType.BOOLEAN.wire());
            if (isBoolean && !value.isEmpty() && !value.equals("true") && !value.equals("false")) {
                faults.add(at, "must be \"true\" or \"false\" for the type BOOLEAN");
            }
        }
    }

    private void require(String key, String why) {
        if (element.entry(key).isEmpty()) {
            faults.add(at("configuration"), "the key " + key + " is missing: " + why);
        }
    }

    private static String noKey(String key) {
        return "no configuration key is called '" + key + "'";
    }

    private void parameters(List<Parameter> parameters, JsonPointer at) {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            boolean read =
                    parameter.type() == ParameterPlace.CONFIGURATION && parameter.source() == ParameterSource.REQUEST;
            if (read && element.entry(parameter.name()).isEmpty()) {
                faults.add(at.appendIndex(i).appendProperty("name"), noKey(parameter.name()));
            }
            JsonPointer place = at.appendIndex(i);
            parameter
                    .converter()
                    .filter(name -> !Converter.known(name))
                    .ifPresent(name -> faults.add(
                            place.appendProperty("converter"),
                            "must be one of " + Converter.NAMES + ", not '" + name + "'"));
        }
    }

    private void resources() {
        Map<String, Integer> seen = new HashMap<>();
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < element.resources().size(); i++) {
            Resource resource = element.resources().get(i);
            JsonPointer at = at("resources").appendIndex(i);
            Integer earlier =
                    seen.putIfAbsent(resource.method() + " " + resource.path().replaceAll("\\{[^}]*}", "{}"), i);
            if (earlier != null) {
                faults.add(
                        at.appendProperty("path"),
                        resource + " stands here twice; the other one is resources[" + earlier + "]");
            }
            if (!ids.add(resource.id())) {
                faults.add(at.appendProperty("id"), "another resource has the same id");
            }
            parameters(resource.parameters(), at.appendProperty("parameters"));
            new ResourceRules(element, resource, at, faults).check();
        }
    }

    private void objects() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < element.objects().size(); i++) {
            if (!names.add(element.objects().get(i).name())) {
                faults.add(at("objects").appendIndex(i).appendProperty("name"), "the object stands here twice");
            }
        }
    }

    private void signature() {
        element.signature().ifPresent(signature -> {
            if (element.entry(signature.key()).isEmpty()) {
                faults.add(at("signature").appendProperty("key"), noKey(signature.key()));
            }
            try {
                Mac.getInstance(signature.algorithm());
            } catch (NoSuchAlgorithmException _) {
                faults.add(
                        at("signature").appendProperty("algorithm"),
                        "must be a MAC like HmacSHA256, not '" + signature.algorithm() + "'");
            }
        });
    }

    private void webhooks() {
        element.webhooks().ifPresent(webhooks -> {
            if (webhooks.events().isEmpty()) {
                faults.add(at("webhooks").appendProperty("events"), "is required; name at least one event");
            }
            webhooks.registration().ifPresent(calls -> registration(webhooks, calls));
        });
    }

    private void registration(Webhooks webhooks, WebhookRegistration calls) {
        if (element.entry(calls.ids()).isEmpty()) {
            faults.add(at("webhooks").appendProperty("ids"), noKey(calls.ids()));
        }
        if (!webhooks.events().isEmpty() && webhooks.events().stream().noneMatch(WebhookEvent::registered)) {
            faults.add(at("webhooks").appendProperty("events"), "none is without a star, so none can be registered");
        }
        webhookPath("create", calls.create(), false);
        webhookPath("remove", calls.remove(), true);
        calls.find().ifPresent(list -> webhookPath("find", list.call(), false));
        calls.revive().ifPresent(call -> webhookPath("revive", call, true));
    }

    private void webhookPath(String name, VendorCall call, boolean hasId) {
        for (String variable : PathTemplate.variables(call.vendorPath())) {
            if (!(hasId && variable.equals("id")) && element.entry(variable).isEmpty()) {
                faults.add(
                        at("webhooks").appendProperty(name).appendProperty("vendorPath"),
                        "nothing fills {" + variable + "}");
            }
        }
    }
}
