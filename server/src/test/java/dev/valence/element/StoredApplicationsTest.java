package dev.valence.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.activity.AuditLog;
import dev.valence.store.StartupFailure;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Caller;
import dev.valence.tenant.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OAuth clients that an organization keeps, one for each element. */
class StoredApplicationsTest {
    private static final Element ELEMENT = Samples.element("");

    private final TestTenant tenant = TestTenant.create();
    private final StoredApplications applications = new StoredApplications(
            tenant.jdbi(), tenant.vault(), new AuditLog(tenant.jdbi(), Clock.systemUTC()), Clock.systemUTC());
    private final Caller caller =
            tenant.callers().require(Authorization.parse(tenant.header().orElseThrow()));

    @Test
    void theLastOneThatWasPutIsKeptEncryptedAndForItsOrganizationOnly() {
        applications.put(caller, ELEMENT, application("one", "s3cret-one"));
        applications.put(caller, ELEMENT, application("two", "s3cret-two"));

        StoredApplication kept =
                applications.find(caller.organizationId(), ELEMENT).orElseThrow();
        assertThat(kept).isEqualTo(application("two", "s3cret-two"));
        assertThat(kept.toString()).doesNotContain("s3cret");
        assertThat(applications.find(1, ELEMENT)).isEmpty();
        assertThat(applications.elementKeys(caller.organizationId())).containsExactly("demo");
        List<byte[]> sealed = tenant.jdbi()
                .withHandle(handle -> handle.createQuery("select api_secret_sealed from oauth_application")
                        .mapTo(byte[].class)
                        .list());
        assertThat(sealed).hasSize(1);
        assertThat(new String(sealed.getFirst(), StandardCharsets.ISO_8859_1)).doesNotContain("s3cret");
    }

    @Test
    void whoChangedItIsWrittenDown() {
        applications.put(caller, ELEMENT, application("one", "s3cret"));
        assertThat(applications.delete(caller, ELEMENT)).isTrue();
        assertThat(applications.delete(caller, ELEMENT)).isFalse();
        assertThat(applications.find(caller.organizationId(), ELEMENT)).isEmpty();

        List<String> entries = tenant.jdbi()
                .withHandle(handle -> handle.createQuery(
                                "select action || ', ' || subject || ', ' || detail from audit order by id")
                        .mapTo(String.class)
                        .list());
        assertThat(entries)
                .containsExactly(
                        "OAuth application stored, element demo, {}", "OAuth application deleted, element demo, {}");
    }

    @Test
    void aSettingHoldsIdAndSecret() {
        assertThat(FirstApplications.application("valence.provider.demo.application", "id:se:cret"))
                .isEqualTo(application("id", "se:cret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", ":s3cret", "s3cret:"})
    void aSettingThatIsNotBothStopsTheStartWithoutBeingRepeated(String text) {
        assertThatThrownBy(() -> FirstApplications.application("valence.provider.demo.application", text))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("valence.provider.demo.application")
                .hasMessageNotContaining("s3cret");
    }

    private static StoredApplication application(String key, String secret) {
        return new StoredApplication(key, secret, Optional.empty(), Optional.empty());
    }
}
