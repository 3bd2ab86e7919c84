package dev.valence.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A user on the wire.
 *
 * @param createdDate {@code yyyy-MM-dd}, UTC
 * @param password always {@code secured}
 * @param secret the user secret, only when the request proved to know the password
 * @param lastLoginDate {@code yyyy-MM-dd}, UTC; {@code 1970-01-01} for never
 * @param username the e-mail, as older clients know it
 * @param enabled with the seven members before it: derived from {@code active}, kept for older clients
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record User(
        long id,
        String createdDate,
        String firstName,
        String lastName,
        String fullName,
        String email,
        String password,
        boolean active,
        Optional<String> secret,
        List<Role> roles,
        String lastLoginDate,
        String username,
        boolean accountExpired,
        boolean accountLocked,
        boolean credentialsExpired,
        boolean emailValid,
        boolean accountNonExpired,
        boolean accountNonLocked,
        boolean credentialsNonExpired,
        boolean enabled) {

    /** What a user may do, as a name; its privileges come with the administration calls. */
    record Role(long id, String key, String name, boolean active, String description, List<String> features) {
        private static Role of(boolean administrator, boolean defaultAccount) {
            if (administrator) {
                return defaultAccount
                        ? named(1, "org-admin", "Organization Administrator")
                        : named(2, "admin", "Account Administrator");
            }
            return defaultAccount ? named(3, "org", "Organization User") : named(4, "default-user", "Default User");
        }

        private static Role named(long id, String key, String name) {
            return new Role(id, key, name, true, name, List.of());
        }
    }

    /** Columns {@code u.*} of users and {@code default_account} of their account. */
    static User read(ResultSet row, StatementContext context) throws SQLException {
        String first = row.getString("first_name");
        String last = row.getString("last_name");
        boolean active = row.getBoolean("active");
        return new User(
                row.getLong("id"),
                WireDate.of(row, "created_at"),
                first,
                last,
                (first + " " + last).strip(),
                row.getString("email"),
                "secured",
                active,
                Optional.empty(),
                List.of(Role.of(row.getBoolean("administrator"), row.getBoolean("default_account"))),
                WireDate.of(row, "last_login_at"),
                row.getString("email"),
                false,
                false,
                false,
                true,
                true,
                true,
                true,
                active);
    }

    User withSecret(String shown) {
        return new User(
                id,
                createdDate,
                firstName,
                lastName,
                fullName,
                email,
                password,
                active,
                Optional.of(shown),
                roles,
                lastLoginDate,
                username,
                accountExpired,
                accountLocked,
                credentialsExpired,
                emailValid,
                accountNonExpired,
                accountNonLocked,
                credentialsNonExpired,
                enabled);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "User " + id;
    }
}
