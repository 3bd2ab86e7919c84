package dev.valence.execution;

import dev.valence.credential.Credentials;
import dev.valence.element.Catalog;
import dev.valence.element.ProviderUrls;
import dev.valence.formula.FormulaInstance;
import dev.valence.formula.Formulas;
import dev.valence.formula.StepType;
import dev.valence.hub.OwnCalls;
import dev.valence.instance.Connections;
import dev.valence.instance.Instances;
import dev.valence.tenant.UserPasses;
import dev.valence.vault.RowIdentity;
import dev.valence.vault.TestVault;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Element instances that formulas call, and a receiver that stands for the platform's own API. */
final class Accounts implements AutoCloseable {
    private final Fixture fixture = new Fixture();
    private final Node process = fixture.process();
    private final Jdbi jdbi = Fixture.jdbi();
    private final Connections connections = new Connections(
            new Instances(
                    TestVault.database(jdbi),
                    Fixture.tenant().vault(),
                    process.notices,
                    new Credentials(
                            TestVault.database(jdbi), Fixture.tenant().vault(), process.notices, Clock.systemUTC()),
                    Clock.systemUTC()),
            new Catalog(ProviderUrls.none()),
            process.notices);
    final Formulas formulas = new Formulas(jdbi, process.notices, Clock.systemUTC());
    final ElementReach reach = new ElementReach(
            connections, formulas, process.subjects, Fixture.tenant().callers());
    final Receiver receiver;
    final OwnCalls calls;

    Accounts(java.util.function.Function<Receiver.Received, Receiver.Answer> answer) {
        receiver = new Receiver(answer);
        calls = OwnCalls.to(receiver.url(), new UserPasses());
    }

    /** A Cisco Spark instance of a user. */
    long instanceOf(long userId) {
        return jdbi.inTransaction(handle -> {
            long id = handle.createQuery("select nextval(pg_get_serial_sequence('instance', 'id'))")
                    .mapTo(Long.class)
                    .one();
            handle.createUpdate("""
                            insert into instance (id, organization_id, account_id, user_id, element_id, element_key, name, tags,
                                token_sealed, token_hash, external_authentication, created_at, updated_at)
                            select :id, :organization, account_id, id, 1, 'ciscospark', 'Chat', '{}', :sealed, :hash, 'none',
                                now(), now() from users where id = :user""")
                    .bind("id", id)
                    .bind("organization", Fixture.organizationId())
                    .bind(
                            "sealed",
                            Fixture.tenant()
                                    .vault()
                                    .encrypt(
                                            Fixture.organizationId(),
                                            "token-" + id,
                                            new RowIdentity("instance", id, "token")))
                    .bind("hash", UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                    .bind("user", userId)
                    .execute();
            return id;
        });
    }

    /** The user who owns the formulas of the fixture. */
    static long owner() {
        return Fixture.tenant().first().userId();
    }

    /** Another user of the account. */
    long otherUser() {
        return user("(select account_id from users where id = " + owner() + ")");
    }

    /** A user of another account of the organization. */
    long userElsewhere() {
        long account = jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into account (organization_id, external_id, name, description, created_at)
                        values (:organization, gen_random_uuid()::text, 'Other', '', now())""")
                .bind("organization", Fixture.organizationId())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
        return user(Long.toString(account));
    }

    private long user(String account) {
        return jdbi.withHandle(handle -> handle.createUpdate("insert into users (account_id, email, first_name,"
                        + " last_name, administrator, created_at) values (" + account
                        + ", gen_random_uuid() || '@example.com', 'Further', 'User', false, now())")
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
    }

    /** Takes a right of the owner of the fixture's formulas away, or gives it back. */
    void ownerAdministers(boolean administrator) {
        jdbi.useHandle(
                handle -> handle.execute("update users set administrator = ? where id = ?", administrator, owner()));
    }

    /** A formula with one variable for an element instance, and an instance of it that names this one. */
    FormulaInstance configuredWith(long elementInstance) {
        FormulaInstance instance = fixture.instance("""
                [{"name": "send", "type": "script", "properties": {"body": "done({})"}}]""");
        jdbi.useHandle(handle -> {
            handle.execute(
                    "update formula_version set document = ("
                            + "document::jsonb || '{\"configuration\": [{\"id\": 9, \"key\": \"chat\", \"type\": \"elementInstance\"}]}')::json"
                            + " where id = ?",
                    instance.formula().versionId());
            handle.execute(
                    "update formula_instance set configuration = json_build_object('chat', ?) where id = ?",
                    Long.toString(elementInstance),
                    instance.id());
        });
        return instance;
    }

    /** A step of an execution of that formula instance. */
    StepCall call(FormulaInstance instance, StepType type, String properties) {
        StepCall call = Calls.of(type, properties, "{\"other\": \"5\"}");
        Execution execution = new Execution(
                1,
                call.execution().createdAt(),
                instance.owner().organizationId(),
                instance.owner().accountId(),
                instance.formula().id(),
                instance.id(),
                instance.formula().versionId(),
                call.execution().trigger(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Optional.empty());
        return new StepCall(execution, call.step(), call.context(), 1, 0, Optional.empty(), false);
    }

    @Override
    public void close() {
        ownerAdministers(true);
        calls.close();
        receiver.close();
        fixture.close();
    }
}
