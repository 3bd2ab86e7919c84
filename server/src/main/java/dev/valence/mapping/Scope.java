package dev.valence.mapping;

import java.util.List;
import java.util.Optional;

/**
 * Whose definitions and transformations are meant.
 *
 * @param accountId of an account, and of the account that an instance belongs to
 * @param instanceId of an instance
 */
public record Scope(Level level, long organizationId, Optional<Long> accountId, Optional<Long> instanceId) {
    public static Scope organization(long organizationId) {
        return new Scope(Level.ORGANIZATION, organizationId, Optional.empty(), Optional.empty());
    }

    public static Scope account(long organizationId, long accountId) {
        return new Scope(Level.ACCOUNT, organizationId, Optional.of(accountId), Optional.empty());
    }

    public static Scope instance(long organizationId, long accountId, long instanceId) {
        return new Scope(Level.INSTANCE, organizationId, Optional.of(accountId), Optional.of(instanceId));
    }

    /** This scope and those above it, from the widest on. */
    public List<Scope> chain() {
        return switch (level) {
            case ORGANIZATION -> List.of(this);
            case ACCOUNT -> List.of(organization(organizationId), this);
            case INSTANCE ->
                List.of(organization(organizationId), account(organizationId, accountId.orElseThrow()), this);
        };
    }

    /** The account as a row of this scope has it; rows of instances have none. */
    Optional<Long> rowAccount() {
        return level == Level.ACCOUNT ? accountId : Optional.empty();
    }
}
