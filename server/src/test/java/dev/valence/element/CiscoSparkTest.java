package dev.valence.element;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CiscoSparkTest {
    private static final Element SPARK = new Catalog(ProviderUrls.none()).require("ciscospark");

    @ParameterizedTest
    @CsvSource({
        "GET, /accounts, GET, /people/me",
        "GET, /me, GET, /people/me",
        "GET, /ping, GET, /people/me",
        "GET, /channels, GET, /rooms",
        "POST, /channels, POST, /rooms",
        "GET, /channels/1, GET, /rooms/{id}",
        "PUT, /channels/1, PUT, /rooms/{id}",
        "PATCH, /channels/1, PUT, /rooms/{id}",
        "DELETE, /channels/1, DELETE, /rooms/{id}",
        "GET, /channels/1/messages, GET, /messages",
        "POST, /channels/1/messages, POST, /messages",
        "GET, /channels/1/messages/2, GET, /messages/{messageId}",
        "PUT, /channels/1/messages/2, PUT, /messages/{messageId}",
        "PATCH, /channels/1/messages/2, PUT, /messages/{messageId}",
        "DELETE, /channels/1/messages/2, DELETE, /messages/{messageId}",
        "GET, /messages, GET, /messages",
        "POST, /messages, POST, /messages",
        "GET, /messages/1, GET, /messages/{id}",
        "PUT, /messages/1, PUT, /messages/{id}",
        "PATCH, /messages/1, PUT, /messages/{id}",
        "DELETE, /messages/1, DELETE, /messages/{id}",
        "GET, /channels/1/users, GET, /memberships",
        "POST, /channels/1/users, POST, /memberships",
        "GET, /channels/1/users/2, GET, /memberships/{memberId}",
        "PUT, /channels/1/users/2, PUT, /memberships/{memberId}",
        "PATCH, /channels/1/users/2, PUT, /memberships/{memberId}",
        "DELETE, /channels/1/users/2, DELETE, /memberships/{memberId}",
        "GET, /groups, GET, /teams",
        "POST, /groups, POST, /teams",
        "PUT, /groups/1, PUT, /teams/{id}",
        "PATCH, /groups/1, PUT, /teams/{id}",
        "DELETE, /groups/1, DELETE, /teams/{id}",
        "GET, /groups/1/channels, GET, /rooms",
        "POST, /groups/1/channels, POST, /rooms",
        "GET, /groups/1/users, GET, /team/memberships",
        "POST, /groups/1/users, POST, /team/memberships",
        "PATCH, /groups/1/users/2, PUT, /team/memberships/{memberId}",
        "DELETE, /groups/1/users/2, DELETE, /team/memberships/{memberId}",
        "GET, /users, GET, /people",
        "POST, /users, POST, /people",
        "GET, /users/me, GET, /people/me",
        "GET, /users/1, GET, /people/{id}",
        "PUT, /users/1, PUT, /people/{id}",
        "PATCH, /users/1, PUT, /people/{id}",
        "DELETE, /users/1, DELETE, /people/{id}",
        "GET, /organizations, GET, /organizations",
        "GET, /organizations/1, GET, /organizations/{id}",
        "GET, /licenses, GET, /licenses",
        "GET, /licenses/1, GET, /licenses/{id}",
        "GET, /roles, GET, /roles",
        "GET, /roles/1, GET, /roles/{id}",
        "GET, /files/1, GET, /contents/{id}",
    })
    void everyResourceInUseIsThere(String method, String path, String vendorMethod, String vendorPath) {
        Resource resource = SPARK.resource(method, path).orElseThrow().resource();
        assertThat(resource.vendorMethod()).isEqualTo(vendorMethod);
        assertThat(resource.vendorPath()).isEqualTo(vendorPath);
    }

    @Test
    void everyListUnwrapsItemsAndHasAModelAndASample() {
        List<Resource> lists = SPARK.resources().stream().filter(Resource::list).toList();
        assertThat(lists).hasSize(11).allSatisfy(list -> {
            assertThat(list.rootKey().response()).contains("items");
            assertThat(list.model()).isPresent();
            assertThat(SPARK.samples()).containsKey(ApiOperation.object(list.path()));
        });
    }

    @Test
    void everySampleHasOnlyMembersOfItsModel() {
        SPARK.samples().forEach((object, sample) -> {
            JsonNode fields = ObjectFields.of(SPARK, object).orElseThrow().path("fields");
            List<String> known = StreamSupport.stream(fields.spliterator(), false)
                    .map(field -> field.path("vendorPath").asText().replaceAll("\\[.*", ""))
                    .toList();
            assertThat(known)
                    .as(object)
                    .containsAll(
                            sample.properties().stream().map(Map.Entry::getKey).toList());
        });
    }

    @Test
    void everyObjectHasFieldsAndASample() {
        assertThat(SPARK.objects()).hasSize(12).allSatisfy(object -> {
            assertThat(ObjectFields.of(SPARK, object.name())).as(object.name()).isPresent();
            assertThat(SPARK.samples()).containsKey(object.name());
        });
        assertThat(ObjectFields.of(SPARK, "moons")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "base.url, https://api.ciscospark.com/v1",
        "oauth.authorization.url, https://api.ciscospark.com/v1/authorize",
        "oauth.token.url, https://api.ciscospark.com/v1/access_token",
        "oauth.basic.header, true",
        "oauth.user.refresh_interval, 1209599",
        "pagination.type, cursor",
        "pagination.max, 100",
        "event.vendor.type, webhooks",
        "event.notification.enabled, false",
        "event.notification.type, webhook",
        "event.notification.instance.finder, ''",
        "filter.response.nulls, true",
        "ciscospark.hooks.id, ''",
    })
    void theDefaultsAreTheDocumentedOnes(String key, String value) {
        assertThat(SPARK.defaultOf(key)).contains(value);
    }

    @Test
    void sixteenScopesAreAskedFor() {
        assertThat(SPARK.defaultOf("oauth.scope").orElseThrow().split(" "))
                .hasSize(16)
                .doesNotHaveDuplicates()
                .filteredOn(scope -> scope.startsWith("spark-admin:"))
                .hasSize(5);
    }

    @Test
    void changesThatTheVendorCannotDoPartlyAreReadAndMerged() {
        assertThat(SPARK.resource("PATCH", "/channels/1")
                        .orElseThrow()
                        .resource()
                        .readMerge())
                .contains(new ReadMerge("GET", "/rooms/{id}", List.of("title")));
        assertThat(SPARK.resource("PUT", "/channels/1").orElseThrow().resource().readMerge())
                .isEmpty();
    }

    @Test
    void theRoomOfAFlatMessageListIsRequired() {
        assertThat(SPARK.resource("GET", "/messages").orElseThrow().resource().conditions())
                .filteredOn(Condition::required)
                .extracting(Condition::field)
                .containsExactly("roomId");
    }

    @Test
    void webhooksAndSignatureAreDeclared() {
        assertThat(SPARK.signature())
                .contains(new Signature(
                        "X-Spark-Signature",
                        "HmacSHA1",
                        SignatureEncoding.HEX,
                        "",
                        "event.vendor.signature.key",
                        "{body}",
                        Optional.empty()));
        assertThat(SPARK.webhooks().orElseThrow().events())
                .filteredOn(WebhookEvent::registered)
                .hasSize(10);
        assertThat(SPARK.paging().style()).isEqualTo(PagingStyle.LINK_HEADER);
        assertThat(SPARK.resource("GET", "/roles").orElseThrow().resource().paging())
                .isEqualTo(Paging.NONE);
    }
}
