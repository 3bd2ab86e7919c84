package dev.valence.instance;

import dev.valence.element.AuthenticationType;
import dev.valence.element.Catalog;
import dev.valence.element.ConfigurationEntry;
import dev.valence.element.ConfigurationType;
import dev.valence.element.Element;
import dev.valence.element.ProviderUrls;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** Elements for the tests of this package. */
final class Samples {
    static final Element OAUTH = new Catalog(ProviderUrls.none()).require("ciscospark");

    private Samples() {}

    /** The element with another way to authenticate and more configuration entries. */
    static Element element(AuthenticationType authentication, ConfigurationEntry... more) {
        SequencedMap<String, ConfigurationEntry> entries = new LinkedHashMap<>(OAUTH.configuration());
        for (ConfigurationEntry entry : more) {
            entries.put(entry.key(), entry);
        }
        return new Element(
                OAUTH.id(),
                OAUTH.key(),
                OAUTH.name(),
                OAUTH.hub(),
                OAUTH.description(),
                authentication,
                entries,
                OAUTH.parameters(),
                OAUTH.resources(),
                OAUTH.eventHooks(),
                OAUTH.objects(),
                OAUTH.paging(),
                OAUTH.errorMessages(),
                OAUTH.signature(),
                OAUTH.webhooks(),
                OAUTH.idempotencyHeader(),
                OAUTH.polling(),
                OAUTH.useModelsForMetadata(),
                OAUTH.samples(),
                OAUTH.routes(),
                OAUTH.json());
    }

    static ConfigurationEntry entry(String key, ConfigurationType type, boolean required, boolean internal) {
        return new ConfigurationEntry(
                1, key, key, Optional.empty(), type, Optional.empty(), required, internal, false, 1, true);
    }
}
