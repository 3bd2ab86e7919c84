package dev.valence.element;

import dev.valence.store.StartupFailure;
import dev.valence.tenant.FirstTenant;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * The setting {@code valence.provider.<key>.application} ({@code VALENCE_PROVIDER_<KEY>_APPLICATION}), a client id and secret
 * with a colon between: at start the first organization keeps it as its OAuth application for the element, unless it
 * keeps one already.
 */
@Singleton
final class FirstApplications {
    private static final Logger LOG = Logger.getLogger(FirstApplications.class);

    private final Catalog catalog;
    private final StoredApplications applications;
    private final FirstTenant firstTenant;
    private final Config config;

    FirstApplications(Catalog catalog, StoredApplications applications, FirstTenant firstTenant, Config config) {
        this.catalog = catalog;
        this.applications = applications;
        this.firstTenant = firstTenant;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        for (Element element : catalog.elements()) {
            String setting = "valence.provider." + element.key() + ".application";
            config.getOptionalValue(setting, String.class)
                    .filter(text -> !text.isBlank())
                    .ifPresent(text -> keep(element, application(setting, text.strip())));
        }
    }

    private void keep(Element element, StoredApplication application) {
        FirstTenant.FirstUser first = firstTenant.ensure();
        if (applications.find(first.organizationId(), element).isEmpty()) {
            applications.put(first.organizationId(), "system", element, application);
            LOG.debugf("The OAuth application for %s was taken over from the settings", element.key());
        }
    }

    /** Throws {@link StartupFailure} when it is not two texts; the message does not repeat them. */
    static StoredApplication application(String setting, String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new StartupFailure(setting + " must be a client id and a client secret with a colon between");
        }
        return new StoredApplication(
                text.substring(0, colon), text.substring(colon + 1), Optional.empty(), Optional.empty());
    }
}
