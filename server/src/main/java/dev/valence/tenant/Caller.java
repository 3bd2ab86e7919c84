package dev.valence.tenant;

/**
 * The user a request acts for.
 *
 * @param administrator whether the user administers the organization
 */
public record Caller(
        long userId,
        long accountId,
        long organizationId,
        String email,
        String firstName,
        String lastName,
        boolean administrator) {}
