package dev.valence.credential;

import dev.valence.tenant.TestTenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;

/** A database with one tenant, whose instances have expired tokens at a provider that runs in this test. */
final class Fixture implements AutoCloseable {
    /** One database for all tests of the package: every one costs connections until the test JVM ends. */
    private static final TestTenant TENANT = TestTenant.create();

    final TokenServer provider;
    private final List<Node> nodes = new ArrayList<>();

    Fixture() throws Exception {
        jdbi().useHandle(handle -> handle.execute("delete from instance"));
        provider = new TokenServer();
    }

    Jdbi jdbi() {
        return TENANT.jdbi();
    }

    long organizationId() {
        return TENANT.first().organizationId();
    }

    Node node() {
        return keep(Node.on(jdbi(), Clock.systemUTC()));
    }

    Node node(Clock clock) {
        return keep(Node.on(jdbi(), clock));
    }

    /** A node whose callers give up soon on somebody else's refresh. */
    Node impatientNode() {
        return impatientNode(Duration.ofSeconds(30));
    }

    /** The same, and it gives up on the provider after the limit too. */
    Node impatientNode(Duration limit) {
        return keep(Node.on(jdbi(), Clock.systemUTC(), Node.SHORT, limit));
    }

    private Node keep(Node node) {
        nodes.add(node);
        return node;
    }

    /** An instance whose access token ended an hour ago and whose refresh token is the provider's first. */
    long expired(Node node) {
        return with(
                node,
                new OAuthToken(
                        "access-0",
                        Optional.of(TokenServer.FIRST),
                        Instant.now().minus(Duration.ofHours(2)),
                        Optional.of(Duration.ofHours(1))));
    }

    long with(Node node, OAuthToken token) {
        long id = jdbi().withHandle(handle -> handle.createUpdate("""
                        insert into instance (organization_id, account_id, user_id, element_id, element_key, name, tags,
                            token_sealed, token_hash, external_authentication, created_at, updated_at)
                        select :organization, account_id, id, 1, 'example', 'Example', '{}', '', :hash, 'none', now(), now()
                        from users where id = :user""")
                .bind("organization", organizationId())
                .bind("hash", UUID.randomUUID().toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .bind("user", TENANT.first().userId())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
        replace(node, id, token);
        return id;
    }

    /** A new consent of the user, of which every node has heard. */
    void replace(Node node, long id, OAuthToken token) {
        node.database()
                .jdbi()
                .useTransaction(handle -> node.credentials().replace(handle, organizationId(), id, token, true));
        nodes.forEach(Node::hearEarlierNotices);
    }

    Credential credential(long id) {
        return nodes.getFirst().credentials().find(id).orElseThrow();
    }

    /** Owners of a lease that has not ended. */
    int leases(long id) {
        return jdbi().withHandle(handle -> handle.createQuery(
                        "select count(*) from credential where instance_id = :id and lease_until >= now()")
                .bind("id", id)
                .mapTo(Integer.class)
                .one());
    }

    Optional<Instant> due(long id) {
        return jdbi().withHandle(handle -> handle.createQuery(
                        "select refresh_due_at from credential where instance_id = :id and refresh_due_at is not null")
                .bind("id", id)
                .mapTo(Instant.class)
                .findOne());
    }

    /** The audit rows that say the instance needs re-authentication. */
    List<String> audits(long id) {
        return jdbi().withHandle(handle -> handle.createQuery("select detail::text from audit where subject = :subject"
                        + " and action = 'instance needs re-authentication'")
                .bind("subject", "instance " + id)
                .mapTo(String.class)
                .list());
    }

    /** Runs the calls all at once; what each returned or threw, in order. */
    static <T> List<Result<T>> together(List<Callable<T>> calls) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = calls.stream()
                    .map(call -> threads.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            start.countDown();
            List<Result<T>> results = new ArrayList<>();
            for (Future<T> future : running) {
                try {
                    results.add(new Result<>(Optional.of(future.get()), Optional.empty()));
                } catch (ExecutionException e) {
                    results.add(new Result<>(Optional.empty(), Optional.ofNullable(e.getCause())));
                }
            }
            return results;
        }
    }

    /** How one call ended. */
    record Result<T>(Optional<T> value, Optional<Throwable> failure) {}

    @Override
    public void close() {
        nodes.forEach(Node::close);
        provider.close();
    }
}
