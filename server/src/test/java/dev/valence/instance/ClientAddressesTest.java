package dev.valence.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.element.StoredApplication;
import dev.valence.http.BadRequest;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The secret of the organization's stored application goes to the element's addresses only. */
class ClientAddressesTest {
    private static final String ELSEWHERE = "https://elsewhere.example/t";
    private static final StoredApplication KEPT =
            new StoredApplication("id", "s3cret", Optional.empty(), Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oauth.token.url",
                "oauth.token.refresh_url",
                "oauth.authorization.url",
                "oauth.token.revoke_url",
                "OAuth.Token.URL"
            })
    void anotherAddressIsRefusedWithTheStoredApplication(String key) {
        Map<String, String> faults =
                ClientAddresses.faults(new Configuration(Samples.OAUTH, Map.of(key, ELSEWHERE, "base.url", ELSEWHERE)));

        assertThat(faults).containsOnlyKeys(key);
        assertThatThrownBy(() -> ClientAddresses.check(faults))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining(key);
    }

    @Test
    void theRedirectUriIsTheCallersToSay() {
        assertThat(ClientAddresses.faults(
                        new Configuration(Samples.OAUTH, Map.of("oauth.callback.url", ELSEWHERE, "oauth.scope", "a"))))
                .isEmpty();
    }

    @Test
    void anInstanceMadeWithTheStoredApplicationIsNotTurnedElsewhereLater() {
        Configuration before = new Configuration(Samples.OAUTH, Map.of("oauth.api.secret", "s3cret"));
        Configuration after = before.with(Map.of("oauth.token.refresh_url", Optional.of(ELSEWHERE)));

        assertThat(ClientAddresses.faults(KEPT, before, after)).containsOnlyKeys("oauth.token.refresh_url");
        assertThat(ClientAddresses.faults(KEPT, after, after)).isEmpty();
    }

    @Test
    void whoBringsAClientOfHisOwnSaysWhereItIsKnown() {
        Configuration before = new Configuration(Samples.OAUTH, Map.of("oauth.api.secret", "mine"));
        Configuration after = before.with(Map.of("oauth.token.url", Optional.of(ELSEWHERE)));

        assertThat(ClientAddresses.faults(KEPT, before, after)).isEmpty();
    }
}
