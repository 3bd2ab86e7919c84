package dev.valence;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** One real PostgreSQL per test JVM; every test class takes a fresh, migrated database of its own from it. */
public final class TestDatabase {
    /** Tests connect without a pool, up to fifty callers at once, and listeners stay until the test JVM ends. */
    private static final String MAX_CONNECTIONS = "400";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final EmbeddedPostgres POSTGRES = start();

    private TestDatabase() {}

    /** A new, migrated database. */
    public static Jdbi create() {
        return Jdbi.create(dataSource());
    }

    /** A new, migrated database as a data source. */
    public static DataSource dataSource() {
        String name = "test" + COUNT.incrementAndGet();
        Jdbi.create(POSTGRES.getPostgresDatabase()).useHandle(handle -> handle.execute("create database " + name));
        DataSource database = POSTGRES.getDatabase("postgres", name);
        Flyway.configure().dataSource(database).locations("classpath:db").load().migrate();
        return database;
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", MAX_CONNECTIONS)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    postgres.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL for the tests did not start", e);
        }
    }
}
