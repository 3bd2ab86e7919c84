package dev.valence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What root does where user namespaces are forbidden, as in most containers. */
class PostgresAccountTest {
    private Path data;

    @BeforeEach
    void onlyRootMayChangeAccounts() throws IOException {
        assumeTrue(new UnixSystem().getUid() == 0, "only root may run programs as another account");
        data = Files.createTempDirectory("valence");
    }

    @AfterEach
    void cleanUp() throws IOException {
        if (data != null) {
            PostgresBinaries.delete(data);
        }
    }

    @Test
    void rootsClusterBelongsToAnUnprivilegedAccountFromThenOn() throws IOException, SQLException {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
        Path cluster = data.resolve("postgres");
        PostgresBinaries binaries = PostgresBinaries.unpackedIn(data);
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.start(data, binaries, PostgresAccount.unprivileged(cluster))) {
            DatabaseAddress address = postgres.address();
            try (Connection connection =
                    DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password())) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
        assertThat(Files.getAttribute(cluster, "unix:uid")).isNotEqualTo(0);
        assertThat(PostgresAccount.choose(cluster).uid()).isEqualTo(Files.getAttribute(cluster, "unix:uid"));
    }

    @Test
    void aFolderThatTheAccountCannotReachIsRefusedWithAWayOut() {
        assertThatThrownBy(() -> PostgresAccount.unprivileged(data.resolve("postgres")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining(data.toString())
                .hasMessageContaining("--data")
                .message()
                .hasLineCount(1);
    }
}
