package dev.valence.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.valence.http.Unauthorized;
import org.junit.jupiter.api.Test;

class UserPassesTest {
    private final TestTenant tenant = TestTenant.create();

    @Test
    void aPassActsForItsUserUntilItIsClosed() {
        UserPasses.Pass pass = tenant.passes().issue(tenant.first().userId());
        Authorization shown = Authorization.parse(pass.authorization());

        assertThat(tenant.callers().require(shown).userId())
                .isEqualTo(tenant.first().userId());
        pass.close();

        assertThatThrownBy(() -> tenant.callers().require(shown)).isInstanceOf(Unauthorized.class);
    }

    @Test
    void aPassOfAUserWhoIsGoneOpensNothing() {
        try (UserPasses.Pass pass = tenant.passes().issue(987_654_321)) {
            assertThatThrownBy(() -> tenant.callers().require(Authorization.parse(pass.authorization())))
                    .isInstanceOf(Unauthorized.class);
        }
    }
}
