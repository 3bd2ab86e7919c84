package dev.valence.element;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * The setting {@code valence.provider.<key>.url} ({@code VALENCE_PROVIDER_<KEY>_URL}): points an element's default
 * addresses at another host, for example a sandbox.
 *
 * <p>Scheme and host are replaced and the setting's path is put in front: with {@code http://localhost:8090/demo}
 * the default {@code https://api.demo.example/v1} becomes {@code http://localhost:8090/demo/v1}. What an instance
 * configures itself is not touched.
 */
@Singleton
public final class ProviderUrls {
    private static final List<String> KEYS = List.of(
            "base.url",
            "oauth.authorization.url",
            "oauth.token.url",
            "oauth.token.refresh_url",
            "oauth.token.revoke_url",
            "oauth.request.url");
    private static final Pattern ORIGIN = Pattern.compile("^[a-z][a-z0-9+.-]*://[^/?#]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SETTING = Pattern.compile("https?://[^/?#\\s]+(/[^?#\\s]*)?");

    private final Function<String, Optional<String>> setting;

    @Inject
    public ProviderUrls(Config config) {
        this(key -> config.getOptionalValue("valence.provider." + key + ".url", String.class));
    }

    /**
     * Settings from anywhere.
     *
     * @param setting element key to address, absent when there is none
     */
    public ProviderUrls(Function<String, Optional<String>> setting) {
        this.setting = setting;
    }

    /** Without any setting. */
    public static ProviderUrls none() {
        return new ProviderUrls(_ -> Optional.empty());
    }

    /**
     * The element with its default addresses replaced; the same one when there is no setting for it.
     *
     * @throws IllegalArgumentException when the setting is not an http or https address
     */
    ElementSource apply(ElementSource source) {
        String key = source.json().path("key").asText();
        Optional<String> url = key.isEmpty() ? Optional.empty() : setting.apply(key);
        if (url.isEmpty() || !(source.json() instanceof ObjectNode)) {
            return source;
        }
        String target = url.get().strip().replaceAll("/+$", "");
        if (!SETTING.matcher(target).matches()) {
            throw new IllegalArgumentException("valence.provider." + key + ".url must be an http or https address"
                    + " like http://localhost:8090/demo, without query");
        }
        JsonNode copy = source.json().deepCopy();
        for (JsonNode entry : copy.path("configuration")) {
            if (entry instanceof ObjectNode object
                    && KEYS.contains(object.path("key").asText())
                    && !object.path("defaultValue").asText().isEmpty()) {
                object.put("defaultValue", replaced(object.path("defaultValue").asText(), target));
            }
        }
        return new ElementSource(source.name(), copy, source.lines());
    }

    private static String replaced(String address, String target) {
        return ORIGIN.matcher(address).replaceFirst(Matcher.quoteReplacement(target));
    }
}
