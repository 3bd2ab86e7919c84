package dev.valence.element;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTreeTest {
    private final Element element = Samples.element("""
            resources:
              - {method: GET, path: /hubs/general/users, vendorMethod: GET, vendorPath: /people}
              - {method: GET, path: /hubs/general/users/me, vendorMethod: GET, vendorPath: /me}
              - {method: GET, path: "/hubs/general/users/{id}", vendorMethod: GET, vendorPath: "/people/{id}"}
              - {method: PUT, path: "/users/{userId}", vendorMethod: PUT, vendorPath: "/people/{userId}"}
              - {method: DELETE, path: "/rooms/{id}/users/{member}", vendorMethod: DELETE, vendorPath: "/m/{member}"}
              - {method: GET, path: "/{object}", vendorMethod: GET, vendorPath: "/{object}"}
              - {method: POST, path: /oauth-token-exchange, vendorMethod: POST, vendorPath: /t, type: oauthOnTokenExchange}
            """);

    @Test
    void aLiteralSegmentWinsOverAVariable() {
        assertThat(element.resource("GET", "/users/me")).hasValueSatisfying(match -> {
            assertThat(match.resource().vendorPath()).isEqualTo("/me");
            assertThat(match.pathVariables()).isEmpty();
        });
        assertThat(element.resource("GET", "/users"))
                .get()
                .extracting(m -> m.resource().vendorPath())
                .isEqualTo("/people");
    }

    @Test
    void variablesAreGivenAsTheyWereSent() {
        assertThat(element.resource("DELETE", "/rooms/a%2Fb/users/c+d")
                        .orElseThrow()
                        .pathVariables())
                .containsExactly(Map.entry("id", "a%2Fb"), Map.entry("member", "c+d"));
        assertThat(element.resource("PUT", "/users/7").orElseThrow().pathVariables())
                .containsExactly(Map.entry("userId", "7"));
    }

    @Test
    void aLiteralThatLacksTheMethodGivesWayToAVariableThatHasIt() {
        assertThat(element.resource("PUT", "/users/me").orElseThrow().pathVariables())
                .containsExactly(Map.entry("userId", "me"));
    }

    @Test
    void aKnownPathTellsItsMethodsAndAnUnknownOneNone() {
        assertThat(element.resource("PATCH", "/users/7")).isEmpty();
        assertThat(element.methodsOf("/users/7")).containsExactly("GET", "PUT");
        assertThat(element.methodsOf("/users/7/nothing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "users", "/users/", "//users", "/users//", "/users/7/", "/rooms//users/x"})
    void oddPathsMatchNothing(String path) {
        assertThat(element.resource("GET", path)).isEmpty();
        assertThat(element.resource("DELETE", path)).isEmpty();
    }

    @Test
    void aResourceOfThePlatformsOwnStepsIsNotReachable() {
        assertThat(element.resource("POST", "/oauth-token-exchange")).isEmpty();
    }
}
