package dev.valence.formula;

import dev.valence.tenant.Caller;

/** Whom a formula or its instance belongs to. */
public record Owner(long organizationId, long accountId, long userId) {
    static Owner of(Caller caller) {
        return new Owner(caller.organizationId(), caller.accountId(), caller.userId());
    }
}
