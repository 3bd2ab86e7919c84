package dev.valence.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.cache.ConnectionCache;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/**
 * The one store of Valence: a migrated PostgreSQL behind a pool of connections.
 *
 * <p>When the constructor returns, the database is ready. Nothing may rely on a session's state between two transactions
 * (temporary tables, session settings, session locks), because a pooler in transaction mode may stand in between.
 */
@Singleton
public final class Database implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Database.class);
    private static final int CONNECT_SECONDS = 10;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final DatabaseAddress listenAddress;
    private final Jdbi jdbi;

    /**
     * Starts or reaches the database and migrates it.
     *
     * @throws StartupFailure if that is not possible for a reason that the user can remove
     */
    @Inject
    public Database(DatabaseSettings settings) {
        try {
            Optional<DatabaseAddress> external = settings.address();
            DatabaseAddress address = external.isPresent() ? external.get() : startEmbedded(settings);
            listenAddress = settings.listenAddress().orElse(address);
            if (external.isPresent()) {
                reach(address);
            }
            AgroalDataSource pool = AgroalDataSource.from(pooled(address, settings.poolSize()));
            open.push(pool);
            migrate(pool);
            jdbi = Jdbi.create(pool);
        } catch (RuntimeException e) {
            close();
            throw e;
        } catch (SQLException e) {
            close();
            throw new IllegalStateException("The pool of database connections could not be made", e);
        }
    }

    /** Queries and transactions; blocks, so never call it on an event loop. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** A connection outside the pool, for listening; the caller closes it. */
    Connection connectToListen() throws SQLException {
        return connect(listenAddress);
    }

    /** Ends all connections, then the embedded PostgreSQL, then lets go of the data folder. */
    @PreDestroy
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("A part of the database could not be closed", e);
            }
        }
    }

    private DatabaseAddress startEmbedded(DatabaseSettings settings) {
        DataFolder folder = DataFolder.hold(settings.data());
        open.push(folder);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.path());
        open.push(postgres);
        return postgres.address();
    }

    /** Tries the address once outside the pool, whose errors say less. */
    private static void reach(DatabaseAddress address) {
        try (Connection connection = connect(address)) {
            LOG.debugf(
                    "Reached the database %s, PostgreSQL %s",
                    address, connection.getMetaData().getDatabaseProductVersion());
        } catch (SQLException e) {
            throw new StartupFailure("the database " + address + " cannot be used: " + e.getMessage()
                    + "; check VALENCE_DATABASE_URL, VALENCE_DATABASE_USER and VALENCE_DATABASE_PASSWORD");
        }
    }

    private static Connection connect(DatabaseAddress address) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password());
        properties.setProperty("ApplicationName", "valence");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }

    private static AgroalDataSourceConfigurationSupplier pooled(DatabaseAddress address, int size) {
        return new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.minSize(1)
                        .maxSize(size)
                        // Its cache remembers a connection for each thread; a virtual thread never comes back for it.
                        .connectionCache(ConnectionCache.none())
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        .maxLifetime(Duration.ofMinutes(30))
                        .reapTimeout(Duration.ofMinutes(5))
                        .idleValidationTimeout(Duration.ofSeconds(30))
                        .connectionValidator(ConnectionValidator.defaultValidator())
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(address.jdbcUrl())
                                .principal(new NamePrincipal(address.user()))
                                .credential(new SimplePassword(address.password()))
                                .jdbcProperty("ApplicationName", "valence")
                                .jdbcProperty("tcpKeepAlive", "true")
                                .jdbcProperty("connectTimeout", Integer.toString(CONNECT_SECONDS))));
    }

    private static void migrate(AgroalDataSource pool) {
        FluentConfiguration flyway = Flyway.configure(Database.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:db");
        // Its other lock belongs to a session, which a pooler in transaction mode does not keep.
        flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class).setTransactionalLock(true);
        flyway.load().migrate();
    }
}
