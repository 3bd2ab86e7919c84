package dev.valence.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.credential.Credentials;
import dev.valence.element.Catalog;
import dev.valence.element.ProviderUrls;
import dev.valence.http.ApiException;
import dev.valence.hub.CeqlSyntax;
import dev.valence.instance.Instances;
import dev.valence.store.Database;
import dev.valence.tenant.Authorization;
import dev.valence.tenant.Caller;
import dev.valence.tenant.TestTenant;
import dev.valence.vault.RowIdentity;
import dev.valence.vault.TestVault;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/** The mapping package of one server process over a test's database, asked as {@link MappingRoute} does. */
final class MappingPlatform {
    final TestTenant tenant = TestTenant.create();
    private final Mappings mappings;
    private final Catalog catalog = new Catalog(ProviderUrls.none());
    private final MappingCalls calls;
    private final VdrCalls vdrs;

    MappingPlatform() {
        Database database = TestVault.database(tenant.jdbi());
        var notices = TestVault.notices(tenant.jdbi());
        Clock clock = Clock.systemUTC();
        Instances instances = new Instances(
                database, tenant.vault(), notices, new Credentials(database, tenant.vault(), notices, clock), clock);
        MappingChanges changes = new MappingChanges(database, notices);
        Definitions definitions = new Definitions(database, changes);
        Transformations transformations = new Transformations(database, changes, new CeqlSyntax(), clock);
        mappings = new Mappings(database, notices);
        calls = new MappingCalls(
                tenant.callers(), instances, catalog, definitions, transformations, new Scopes(database));
        vdrs = new VdrCalls(
                tenant.callers(),
                instances,
                catalog,
                transformations,
                new VdrTransformationCalls(catalog, instances, transformations, changes, database),
                new VdrCopies(instances, catalog),
                changes,
                database);
    }

    /** The mapping of {@code room} for Cisco Spark that is in force for an instance of the first user, or for its account. */
    ObjectMapping inForce(Optional<Long> instance) {
        Caller caller = caller(tenant.header());
        Scope scope = instance.map(id -> Scope.instance(caller.organizationId(), caller.accountId(), id))
                .orElseGet(() -> Scope.account(caller.organizationId(), caller.accountId()));
        return Objects.requireNonNull(
                mappings.read(scope, catalog.require("ciscospark")).get("room"));
    }

    private Caller caller(Optional<String> header) {
        return tenant.callers().require(Authorization.parse(header.orElseThrow()));
    }

    /** A new instance of Cisco Spark of somebody, as far as mappings know of it. */
    long instance(Optional<String> header) {
        Caller owner = caller(header);
        long id = tenant.jdbi()
                .withHandle(handle -> handle.createQuery("select nextval('instance_id_seq')")
                        .mapTo(Long.class)
                        .one());
        byte[] token =
                tenant.vault().encrypt(owner.organizationId(), "token", new RowIdentity("instance", id, "token"));
        tenant.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        insert into instance (id, organization_id, account_id, user_id, element_id, element_key, name, tags,
                            token_sealed, token_hash, external_authentication, created_at, updated_at)
                        values (:id, :organization, :account, :user, 1832, 'ciscospark', 'Mapped', '{}', :token,
                            decode(md5(:id::text), 'hex'), 'none', now(), now())""")
                        .bind("id", id)
                        .bind("organization", owner.organizationId())
                        .bind("account", owner.accountId())
                        .bind("user", owner.userId())
                        .bind("token", token)
                        .execute());
        return id;
    }

    /** Another account of the first organization. */
    long otherAccount() {
        return tenant.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        insert into account (organization_id, external_id, name, description, created_at)
                        values (:organization, gen_random_uuid()::text, 'Other', '', now()) returning id""")
                        .bind("organization", caller(tenant.header()).organizationId())
                        .mapTo(Long.class)
                        .one());
    }

    /** Gives an instance to another account. */
    void move(long instance, long account) {
        tenant.jdbi()
                .useHandle(handle -> handle.createUpdate("update instance set account_id = :account where id = :id")
                        .bind("account", account)
                        .bind("id", instance)
                        .execute());
    }

    /** As the first user, who has to be able to do it. */
    JsonNode ok(String call, String body) {
        return ok(tenant.header(), call, body);
    }

    JsonNode ok(Optional<String> header, String call, String body) {
        int space = call.indexOf(' ');
        QueryStringDecoder target = new QueryStringDecoder(call.substring(space + 1));
        String method = call.substring(0, space);
        byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Optional<VdrPath> vdr = VdrPath.parse(target.rawPath());
        if (vdr.isPresent()) {
            return vdrs.answer(method, vdr.get(), target.parameters(), header, json)
                    .json();
        }
        MappingPath path = MappingPath.parse(target.rawPath()).orElseThrow();
        return calls.answer(method, path, header, json, target.parameters());
    }

    /** Why the first user is refused. */
    String fault(int status, String call, String body) {
        return fault(tenant.header(), status, call, body);
    }

    String fault(Optional<String> header, int status, String call, String body) {
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> ok(header, call, body));
        assertThat(refusal).as(call + " " + body).isNotNull();
        assertThat(refusal.status()).as(refusal.getMessage()).isEqualTo(status);
        return String.valueOf(refusal.getMessage());
    }
}
