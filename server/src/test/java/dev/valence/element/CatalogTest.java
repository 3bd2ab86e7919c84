package dev.valence.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.valence.http.NotFound;
import dev.valence.store.StartupFailure;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("valence.provider.ciscospark.url must be an http or https address");
    }

    @Test
    void theFaultsOfAllElementsAreToldTogether(@TempDir Path folder) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("broken")).resolve("element.yaml"), "hub: crm\n");
        Files.createDirectories(folder.resolve("empty"));
        Path samples = Files.createDirectories(folder.resolve("sampled/samples"));
        Files.writeString(folder.resolve("sampled/element.yaml"), Samples.HEAD);
        Files.writeString(samples.resolve("things.json"), "{\n  \"a\": }\n");
        InvalidElement fault = catchThrowableOfType(
                InvalidElement.class, () -> Catalog.readFolder(folder, "elements", ProviderUrls.none()));
        assertThat(fault.getMessage())
                .contains("elements/broken/element.yaml:1: name: is required")
                .contains("elements/empty/element.yaml: the file is missing")
                .contains("elements/sampled/samples/things.json:2: not JSON");
    }

    @Test
    void twoElementsCannotShareAnId() {
        Element demo = Samples.element("");
        Element other = ElementReader.read(
                ElementYaml.read("other.yaml", Samples.HEAD.replace("key: demo", "key: other")), Map.of());
        assertThatThrownBy(() -> new Catalog(List.of(demo, other)))
                .isInstanceOf(InvalidElement.class)
                .hasMessage("elements/other/element.yaml: id: another element has the id 7");
    }

    @Test
    void everyElementHasTheCommonKeys() {
        Element demo = Samples.element("");
        assertThat(demo.defaultOf("event.notification.enabled")).contains("false");
        assertThat(demo.defaultOf("event.vendor.type")).contains("polling");
        assertThat(demo.defaultOf("event.notification.type")).contains("webhook");
        assertThat(demo.defaultOf("filter.response.nulls")).contains("true");
        assertThat(demo.entry("event.notification.callback.url")).isPresent();
        assertThat(demo.entry("event.notification.signature.key")).get().matches(ConfigurationEntry::secret);
        assertThat(demo.defaultOf("event.notification.instance.finder")).contains("");
    }

    @Test
    void idsOfPartsAreTheSameAtEveryStart() {
        Element once = catalog.require("ciscospark");
        Element again = new Catalog(ProviderUrls.none()).require("ciscospark");
        assertThat(again.json()).isEqualTo(once.json());
        assertThat(once.resources())
                .extracting(Resource::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id / 10_000 == 1832);
        assertThat(once.json().findValuesAsText("id")).isNotEmpty();
    }

    @Test
    void defaultsThatAreSecretsAreNeverShown() {
        Element element = Samples.element("  - {key: api.key, name: Key, type: PASSWORD, defaultValue: hush}\n");
        assertThat(element.defaultOf("api.key")).contains("hush");
        assertThat(ElementView.full(element).toString()).doesNotContain("hush");
        assertThat(ElementView.summary(element).toString())
                .doesNotContain("hush")
                .contains("api.key");
        assertThat(element.toString() + element.configuration()).doesNotContain("hush");
    }
}
