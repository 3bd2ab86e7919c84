package dev.valence.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.NotFound;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private final Catalog catalog = new Catalog(ProviderUrls.none());

    @Test
    void elementsAreFoundByKeyAndById() {
        Element element = catalog.require("ciscospark");
        assertThat(catalog.require("1832")).isSameAs(element);
        assertThat(catalog.elements()).contains(element);
    }

    @Test
    void anUnknownElementIsNotFound() {
        assertThat(catalog.find("")).isEmpty();
        assertThat(catalog.find("99999999999999999999")).isEmpty();
        assertThatThrownBy(() -> catalog.require("nosuch"))
                .isInstanceOf(NotFound.class)
                .hasMessage("No element found with ID/key nosuch");
    }

    @Test
    void theEnvironmentPointsAnElementElsewhere() {
        var config = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(
                        Map.of("VALENCE_PROVIDER_CISCOSPARK_URL", "http://localhost:8090/webex/"), 300))
                .build();
        Element element = new Catalog(new ProviderUrls(config)).require("ciscospark");
        assertThat(element.defaultOf("base.url")).contains("http://localhost:8090/webex/v1");
        assertThat(element.defaultOf("oauth.authorization.url")).contains("http://localhost:8090/webex/v1/authorize");
        assertThat(element.defaultOf("oauth.token.url")).contains("http://localhost:8090/webex/v1/access_token");
        assertThat(element.defaultOf("oauth.token.refresh_url"))
                .contains("http://localhost:8090/webex/v1/access_token");
        assertThat(element.json().toString()).doesNotContain("api.ciscospark.com");
    }

    @Test
    void aProviderAddressMustBeAnAddress() {
        ProviderUrls urls = new ProviderUrls(_ -> Optional.of("localhost:8090"));
        assertThatThrownBy(() -> new Catalog(urls))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("valence.provider.ciscospark.url must be an http or https address");
    }
}
