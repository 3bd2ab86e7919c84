package dev.valence.instance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.element.AuthenticationType;
import dev.valence.element.ConfigurationType;
import dev.valence.element.Element;
import dev.valence.http.BadRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration has to hold, and in which form. */
class ConfigurationRulesTest {
    private static final Map<String, String> APPLICATION =
            Map.of("oauth.api.key", "k", "oauth.api.secret", "s", "oauth.callback.url", "http://localhost/callback");

    @Test
    void everyMissingEntryIsNamedAtOnce() {
        assertThatThrownBy(() -> check(
                        Samples.OAUTH,
                        ExternalAuthentication.NONE,
                        Map.of("base.url", "nonsense"),
                        "providerData.code"))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("oauth.api.key, oauth.api.secret, oauth.callback.url, providerData.code");
    }

    @Test
    void anEmptyValueIsMissing() {
        Map<String, String> values = new HashMap<>(APPLICATION);
        values.put("oauth.api.key", "");

        assertThatThrownBy(() -> check(Samples.OAUTH, ExternalAuthentication.NONE, values))
                .hasMessageContaining("missing: oauth.api.key;");
    }

    @Test
    void theApplicationIsEnough() {
        assertThatCode(() -> check(Samples.OAUTH, ExternalAuthentication.NONE, APPLICATION))
                .doesNotThrowAnyException();
    }

    @Test
    void tokensTakenOverNeedNoCallbackButTheApplication() {
        assertThatCode(() -> check(
                        Samples.OAUTH,
                        ExternalAuthentication.INITIAL,
                        Map.of("oauth.api.key", "k", "oauth.api.secret", "s")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(Samples.OAUTH, ExternalAuthentication.INITIAL, Map.of()))
                .hasMessageContaining("missing: oauth.api.key, oauth.api.secret;");
    }

    @Test
    void tokensThatTheCallerKeepsNeedNoApplication() {
        assertThatCode(() -> check(Samples.OAUTH, ExternalAuthentication.ALWAYS, Map.of()))
                .doesNotThrowAnyException();
    }

    @Test
    void internalEntriesAreNotAskedFor() {
        Element element = Samples.element(
                AuthenticationType.BASIC,
                Samples.entry("wanted", ConfigurationType.TEXTFIELD_100, true, false),
                Samples.entry("kept.inside", ConfigurationType.TEXTFIELD_100, true, true),
                Samples.entry("optional", ConfigurationType.TEXTFIELD_100, false, false));

        assertThatThrownBy(() -> check(element, ExternalAuthentication.NONE, APPLICATION))
                .hasMessageContaining("missing: wanted;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            event.notification.enabled      | true                      | -
            event.notification.enabled      | FALSE                     | -
            event.notification.enabled      | yes                       | [false, true]
            filter.response.nulls           | maybe                     | [false, true]
            filter.response.nulls           | ''                        | -
            oauth.basic.header              | 0                         | [false, true]
            declared.switch                 | on                        | [false, true]
            event.vendor.type               | webhook                   | -
            event.vendor.type               | webhooks                  | -
            event.vendor.type               | Polling                   | -
            event.vendor.type               | carrier pigeon            | [polling, webhook, webhooks]
            event.notification.type         | webhook                   | -
            event.notification.type         | email                     | [webhook]
            event.notification.concurrency  | 50                        | -
            event.notification.concurrency  | abc                       | from 1 to 50
            event.notification.concurrency  | 500                       | from 1 to 50
            event.notification.concurrency  | 99999999999999999999      | from 1 to 50
            event.notification.hydrate      | True                      | -
            event.notification.hydrate      | x                         | [false, true]
            event.poller.refresh_interval   | 15                        | -
            event.poller.refresh_interval   | 0                         | from 1 to 10080
            event.notification.callback.url | https://example.com/x?y=z | -
            event.notification.callback.url | ftp://example.com         | http or https
            event.notification.callback.url | example.com               | http or https
            event.notification.callback.url | javascript:alert(1)       | http or https
            event.notification.callback.url | http://                   | http or https
            event.notification.callback.url | http://u:p@example.com/   | http or https
            event.notification.callback.url | http://a b/               | http or https
            base.url                        | HTTPS://example.com/v1    | -
            base.url                        | https://{site}.example.com| -
            base.url                        | //example.com             | http or https
            base.url                        | file:///etc/passwd        | http or https
            oauth.token.url                 | http://[::1]:8090/token   | -
            oauth.token.url                 | token                     | http or https
            oauth.authorization.url         | gopher://x                | http or https
            oauth.callback.url              | urn:ietf:wg:oauth         | http or https
            help.url                        | see the manual            | -
            pagination.max                  | anything                  | -
            """)
    void everyKeyHasItsForm(String key, String value, String expected) {
        Element element = Samples.element(
                AuthenticationType.OAUTH2, Samples.entry("declared.switch", ConfigurationType.BOOLEAN, false, false));
        Map<String, String> values = new HashMap<>(APPLICATION);
        values.put(key, value);

        if (expected == null) {
            assertThatCode(() -> check(element, ExternalAuthentication.NONE, values))
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> check(element, ExternalAuthentication.NONE, values))
                    .isInstanceOf(BadRequest.class)
                    .hasMessageContaining(key + " must be")
                    .hasMessageContaining(expected)
                    .hasMessageContaining("'" + value + "'");
        }
    }

    @Test
    void everyWrongFormIsNamedAtOnceAndLongValuesAreCut() {
        Map<String, String> values = new HashMap<>(APPLICATION);
        values.put("base.url", "x".repeat(5000));
        values.put("event.vendor.type", "y");

        assertThatThrownBy(() -> check(Samples.OAUTH, ExternalAuthentication.NONE, values))
                .hasMessageContaining("base.url must be")
                .hasMessageContaining("event.vendor.type must be")
                .satisfies(failure -> org.assertj.core.api.Assertions.assertThat(failure.getMessage())
                        .hasSizeLessThan(400));
    }

    private static void check(
            Element element, ExternalAuthentication external, Map<String, String> values, String... alsoMissing) {
        ConfigurationRules.check(new Configuration(element, values), external, List.of(alsoMissing));
    }
}
