package dev.valence.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.valence.element.AuthenticationType;
import dev.valence.element.ConfigurationType;
import dev.valence.element.Element;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Own values, defaults, and which of them are secrets. */
class ConfigurationTest {
    private final Configuration configuration =
            new Configuration(Samples.OAUTH, Map.of("pagination.max", "7", "my.own", "x", "filter.response.nulls", ""));

    @Test
    void anOwnValueWinsOverTheDefault() {
        assertThat(configuration.get("pagination.max")).contains("7");
        assertThat(configuration.get("pagination.type")).contains("cursor");
        assertThat(configuration.get("my.own")).contains("x");
        assertThat(configuration.get("absent")).isEmpty();
    }

    @Test
    void anEmptyOwnValueHidesTheDefault() {
        assertThat(configuration.get("filter.response.nulls")).isEmpty();
        assertThat(configuration.isOn("filter.response.nulls")).isFalse();
        assertThat(new Configuration(Samples.OAUTH, Map.of()).isOn("filter.response.nulls"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "TRUE, true", "false, false", "yes, false", "1, false"})
    void onlyTrueIsOn(String value, boolean on) {
        assertThat(new Configuration(Samples.OAUTH, Map.of("my.switch", value)).isOn("my.switch"))
                .isEqualTo(on);
    }

    @Test
    void changesAddReplaceAndTakeAway() {
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        changes.put("my.own", Optional.empty());
        changes.put("pagination.max", Optional.of("9"));
        changes.put("new.one", Optional.of("n"));

        Configuration after = configuration.with(changes);

        assertThat(after.own()).isEqualTo(Map.of("pagination.max", "9", "new.one", "n", "filter.response.nulls", ""));
        assertThat(configuration.own()).containsEntry("my.own", "x");
    }

    @Test
    void allKeysComeInTheElementsOrderAndOwnOnesBehind() {
        Configuration many = new Configuration(Samples.OAUTH, Map.of("zz.own", "1", "aa.own", "2"));

        assertThat(many.all().sequencedKeySet())
                .startsWith("base.url", "oauth.api.key", "oauth.api.secret")
                .endsWith("aa.own", "zz.own");
        assertThat(many.all().get("oauth.api.key")).isEqualTo(Optional.empty());
    }

    @Test
    void itsTextNamesKeysOnly() {
        assertThat(new Configuration(Samples.OAUTH, Map.of("oauth.api.secret", "s3cret")).toString())
                .contains("oauth.api.secret")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "oauth.api.secret, true",
        "oauth.user.token, true",
        "oauth.user.refresh_token, true",
        "oauth.user.token.secret, true",
        "password, true",
        "event.notification.signature.key, true",
        "event.notification.webhook.secret, true",
        "private.key, true",
        "declared.secret, true",
        "other.password, true",
        "my.secret, true",
        "token, true",
        "a.b.access_token, true",
        "declared.token, false",
        "oauth.api.key, false",
        "oauth.token.url, false",
        "oauth.user.refresh_time, false",
        "username, false",
        "secretary, false",
        "base.url, false"
    })
    void secretsAreKnownByPlatformDeclarationOrName(String key, boolean secret) {
        Element element = Samples.element(
                AuthenticationType.CUSTOM,
                Samples.entry("declared.secret", ConfigurationType.PASSWORD, false, false),
                Samples.entry("declared.token", ConfigurationType.TEXTFIELD_100, false, false));

        assertThat(SecretKeys.isSecret(element, key)).isEqualTo(secret);
    }
}
