package dev.valence.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.credential.Credential;
import dev.valence.credential.CredentialState;
import dev.valence.credential.OAuthToken;
import dev.valence.element.AuthenticationType;
import dev.valence.element.ConfigurationEntry;
import dev.valence.element.ConfigurationType;
import dev.valence.element.Element;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/** The JSON forms of an instance, in which no secret may appear. */
class InstanceReplyTest {
    private static final Instant ISSUED = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final Element ELEMENT = Samples.element(
            AuthenticationType.OAUTH2,
            new ConfigurationEntry(
                    9,
                    "authors.secret",
                    "Secret of the element's author",
                    Optional.empty(),
                    ConfigurationType.PASSWORD,
                    Optional.of("s3cret-default"),
                    false,
                    false,
                    false,
                    1,
                    true));

    @Test
    void noFormShowsASecret() {
        Instance instance = instance(CredentialState.WORKING);

        assertThat(InstanceReply.full(instance, ELEMENT).toString()
                        + InstanceReply.brief(instance, ELEMENT)
                        + InstanceReply.entries(instance, ELEMENT)
                        + instance
                        + instance.settings()
                        + instance.credential())
                .doesNotContain("s3cret");
    }

    @Test
    void aSecretThatIsSetIsMaskedAndAnAbsentOneIsNull() {
        ObjectNode shown = (ObjectNode)
                InstanceReply.full(instance(CredentialState.WORKING), ELEMENT).get("configuration");

        assertThat(shown.path("oauth.api.secret").asText()).isEqualTo("********");
        assertThat(shown.path("oauth.user.token").asText()).isEqualTo("********");
        assertThat(shown.path("oauth.user.refresh_token").asText()).isEqualTo("********");
        assertThat(shown.path("my.password").asText()).isEqualTo("********");
        assertThat(shown.path("authors.secret").asText()).isEqualTo("********");
        assertThat(shown.path("event.notification.signature.key").isNull()).isTrue();
        assertThat(shown.path("oauth.api.key").asText()).isEqualTo("key");
        assertThat(shown.path("oauth.user.refresh_interval").asText()).isEqualTo("3600");
        assertThat(shown.path("oauth.user.refresh_time").asText()).isEqualTo(Long.toString(ISSUED.toEpochMilli()));
    }

    @Test
    void everyEntryHasItsNumberKeyAndShownValue() {
        var entries = InstanceReply.entries(instance(CredentialState.WORKING), ELEMENT);

        assertThat(entries).hasSize(4).first().satisfies(entry -> {
            assertThat(entry.path("id").asLong()).isEqualTo(1);
            assertThat(entry.path("key").asText()).isEqualTo("oauth.api.key");
            assertThat(entry.path("propertyValue").asText()).isEqualTo("key");
            assertThat(entry.path("required").asBoolean()).isTrue();
        });
    }

    @Test
    void anInstanceThatNeedsReauthenticationIsNotValid() {
        assertThat(InstanceReply.brief(instance(CredentialState.WORKING), ELEMENT)
                        .path("valid")
                        .asBoolean())
                .isTrue();
        assertThat(InstanceReply.brief(instance(CredentialState.NEEDS_REAUTHENTICATION), ELEMENT)
                        .path("valid")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void theSubscriptionIsToldOfWhenEventsAreOnAndGoSomewhere() {
        Map<String, String> callback = Map.of("event.notification.callback.url", "https://app.example/events");
        Map<String, String> both = new LinkedHashMap<>(callback);
        both.put("event.notification.enabled", "true");

        assertThat(full(both).path("subscriptionId").asLong()).isEqualTo(5);
        assertThat(full(callback).has("subscriptionId")).isFalse();
        assertThat(full(Map.of("event.notification.enabled", "true")).has("subscriptionId"))
                .isFalse();
    }

    private static ObjectNode full(Map<String, String> values) {
        Instance instance = instance(CredentialState.WORKING);
        values.forEach((key, value) -> instance.settings().put(key, new Instance.Setting(9, key, Optional.of(value))));
        return InstanceReply.full(instance, ELEMENT);
    }

    @Test
    void timesAreWholeSecondsInUtc() {
        assertThat(InstanceReply.brief(instance(CredentialState.WORKING), ELEMENT)
                        .path("createdDate")
                        .asText())
                .isEqualTo("2026-03-01T12:00:00Z");
    }

    private static Instance instance(CredentialState state) {
        SequencedMap<String, Instance.Setting> settings = new LinkedHashMap<>();
        settings.put("oauth.api.key", new Instance.Setting(1, "oauth.api.key", Optional.of("key")));
        settings.put("oauth.api.secret", new Instance.Setting(2, "oauth.api.secret", Optional.of("s3cret-client")));
        settings.put("my.password", new Instance.Setting(3, "my.password", Optional.of("s3cret-own")));
        settings.put("oauth.user.token", new Instance.Setting(4, "oauth.user.token", Optional.of("s3cret-stray")));
        OAuthToken token = new OAuthToken(
                "s3cret-access", Optional.of("s3cret-refresh"), ISSUED, Optional.of(Duration.ofHours(1)));
        return new Instance(
                5,
                2,
                3,
                new Instance.Owner(4, "ada@example.com", "Ada", "L"),
                ELEMENT.id(),
                ELEMENT.key(),
                "Name",
                List.of("tag"),
                "element-token",
                ExternalAuthentication.NONE,
                Instance.Switches.NEW,
                settings,
                Optional.of(new Credential(5, 1, token, state, Optional.empty())),
                ISSUED,
                ISSUED);
    }
}
