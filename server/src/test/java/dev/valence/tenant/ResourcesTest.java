package dev.valence.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.http.BadRequest;
import dev.valence.http.Forbidden;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.http.Unauthorized;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResourcesTest {
    private static final Optional<String> NONE = Optional.empty();

    private final TestTenant tenant = TestTenant.create();
    private final Optional<String> ada = tenant.header();
    private final AccountResource accounts = new AccountResource(tenant.jdbi(), tenant.callers());
    private final UserResource users =
            new UserResource(tenant.jdbi(), tenant.callers(), tenant.secrets(), tenant.login(Clock.systemUTC()));

    @Test
    void accountsAndUsersHaveTheDocumentedMembers() {
        JsonNode account = json(accounts.read(ada, "2"));
        assertThat(account.properties().stream().map(member -> member.getKey()))
                .containsExactly(
                        "id",
                        "name",
                        "description",
                        "active",
                        "companyId",
                        "createdDate",
                        "externalId",
                        "defaultAccount",
                        "type");
        assertThat(account.get("type").textValue()).isEqualTo("Default");
        assertThat(account.get("createdDate").textValue()).matches("\\d{4}-\\d\\d-\\d\\d");

        JsonNode user = json(users.read(ada, NONE, "me"));
        assertThat(user.get("password").textValue()).isEqualTo("secured");
        assertThat(user.get("fullName").textValue()).isEqualTo("First User");
        assertThat(user.get("lastLoginDate").textValue()).isEqualTo("1970-01-01");
        assertThat(user.get("roles").get(0).get("key").textValue()).isEqualTo("org-admin");
        assertThat(user.has("secret")).isFalse();
    }

    @Test
    void thePasswordUnlocksTheSecret() {
        JsonNode user = json(users.read(ada, Optional.of(TestTenant.PASSWORD), TestTenant.EMAIL));

        assertThat(user.get("secret").textValue()).isEqualTo(tenant.userSecret());
        assertThatThrownBy(() -> users.read(ada, Optional.of("wrong"), "2")).isInstanceOf(Unauthorized.class);
    }

    @Test
    void aUserWithoutRightsSeesOnlyItself() {
        long id = tenant.addUser("bob@example.com", false);
        Optional<String> bob =
                Optional.of("User " + tenant.secrets().ofUser(2, id) + ", Organization " + tenant.organizationSecret());

        assertThat(users.read(bob, NONE, "bob@example.com").id()).isEqualTo(id);
        assertThatThrownBy(() -> users.read(bob, NONE, "2")).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> users.list(bob, NONE, NONE, NONE)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> accounts.list(bob, NONE, NONE, NONE)).isInstanceOf(Unauthorized.class);
    }

    @Test
    void nothingOfTheSystemOrOfNobodyIsFound() {
        for (String id : List.of(
                "1", "3", "abc", "-1", "99999999999999999999999", "x' or '1'='1", "\u00e9", "a\u0000", "\ud800")) {
            assertThatThrownBy(() -> accounts.read(ada, id)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> users.read(ada, NONE, id)).isInstanceOf(NotFound.class);
        }
    }

    @Test
    void twoSmallPagesAreOneLargePage() {
        tenant.addUser("b@example.com", false);
        tenant.addUser("c@example.com", false);

        Response first = users.list(ada, NONE, Optional.of("2"), NONE);
        Response second = users.list(ada, NONE, NONE, Optional.of(first.getHeaderString("Elements-Next-Page-Token")));

        assertThat(ids(first)).containsExactly(2L, 3L);
        assertThat(ids(second)).containsExactly(4L);
        assertThat(first.getHeaderString("Elements-Returned-Count")).isEqualTo("2");
        assertThat(first.getHeaderString("Elements-Total-Count")).isEqualTo("3");
        assertThat(second.getHeaderString("Elements-Next-Page-Token")).isNull();
        assertThat(ids(users.list(ada, NONE, Optional.of("3"), Optional.of(""))))
                .containsExactly(2L, 3L, 4L);
    }

    @Test
    void listsAreNarrowedByWhere() {
        long bob = tenant.addUser("Bob@example.com", false);
        long eve = tenant.addUser("eve@example.com", false);

        assertThat(ids(where("email = 'bob@EXAMPLE.com'"))).containsExactly(bob);
        assertThat(ids(where("email IN ('bob@example.com','eve@example.com') AND active='true'")))
                .containsExactly(bob, eve);
        assertThat(ids(where("firstName='Nobody'"))).isEmpty();
        Response page = users.list(ada, Optional.of("id in (" + bob + "," + eve + ")"), Optional.of("1"), NONE);
        assertThat(page.getHeaderString("Elements-Total-Count")).isEqualTo("2");
        assertThat(page.getHeaderString("Elements-Next-Page-Token")).isNotBlank();
        assertThatThrownBy(() -> where("color='red'"))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("users have no 'color'");
        assertThatThrownBy(() -> where("email='a\u0000'")).isInstanceOf(BadRequest.class);
        assertThat((List<?>) accounts.list(ada, Optional.of("defaultAccount='true'"), NONE, NONE)
                        .getEntity())
                .hasSize(1);
        assertThat((List<?>) accounts.list(ada, Optional.of("active='false'"), NONE, NONE)
                        .getEntity())
                .isEmpty();
    }

    private Response where(String where) {
        return users.list(ada, Optional.of(where), NONE, NONE);
    }

    @Test
    void badPagesAreBadRequests() {
        for (String size : List.of("0", "-1", "x", "99999999999")) {
            assertThatThrownBy(() -> users.list(ada, NONE, Optional.of(size), NONE))
                    .isInstanceOf(BadRequest.class);
        }
        assertThatThrownBy(() -> accounts.list(ada, NONE, NONE, Optional.of("no token")))
                .isInstanceOf(BadRequest.class);
    }

    private static List<Long> ids(Response response) {
        return ((List<?>) response.getEntity())
                .stream().map(user -> ((User) user).id()).toList();
    }

    private static JsonNode json(Object value) {
        return Json.MAPPER.valueToTree(value);
    }
}
