package dev.valence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @Test
    void userAndPasswordOfTheUrlAreDecodedAndKeptOutOfIt() {
        DatabaseAddress address = parse("postgres://va%40lence:p%2Bw+d%3A@db.example:6432/prod?sslmode=require");
        assertThat(address.jdbcUrl())
                .isEqualTo("jdbc:postgresql://db.example:6432/prod?sslmode=require&prepareThreshold=0");
        assertThat(address.user()).isEqualTo("va@lence");
        assertThat(address.password()).isEqualTo("p+w+d:");
    }

    @Test
    void theDriversOwnFormIsUnderstood() {
        DatabaseAddress address =
                parse("jdbc:postgresql://one:5432,two:5432/prod?user=valence&password=secret&prepareThreshold=5");
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://one:5432,two:5432/prod?prepareThreshold=5");
        assertThat(address.user()).isEqualTo("valence");
        assertThat(address.password()).isEqualTo("secret");
    }

    @Test
    void userAndPasswordSettingsWinOverTheUrl() {
        DatabaseAddress address = DatabaseAddress.parse(
                "X", "postgresql://one:two@host/name", Optional.of("valence"), Optional.of("other"));
        assertThat(address.user()).isEqualTo("valence");
        assertThat(address.password()).isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://valence:hidden@host/name",
                "postgresql://valence:hid den@host/name",
                "postgresql://:hidden@host",
                "hidden",
                "postgresql://host/name?password=hidden"
            })
    void anUnusableUrlIsRefusedInOneLineWithoutThePassword(String url) {
        assertThatThrownBy(() -> parse(url))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("VALENCE_DATABASE_URL")
                .hasMessageNotContaining("hidden")
                .hasMessageNotContaining("hid den")
                .message()
                .hasLineCount(1);
    }

    @Test
    void anUnreachableDatabaseIsNamedWithoutThePassword() {
        DatabaseSettings settings = new DatabaseSettings(
                Path.of("unused"),
                Optional.of("postgresql://valence:hidden@127.0.0.1:1/name"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                4);
        assertThatThrownBy(() -> new Database(settings))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("valence@127.0.0.1:1/name")
                .hasMessageNotContaining("hidden")
                .message()
                .hasLineCount(1);
        assertThat(settings.toString()).doesNotContain("hidden");
    }

    private static DatabaseAddress parse(String url) {
        return DatabaseAddress.parse("VALENCE_DATABASE_URL", url, Optional.empty(), Optional.empty());
    }
}
