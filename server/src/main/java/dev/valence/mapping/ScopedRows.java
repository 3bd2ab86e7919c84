package dev.valence.mapping;

import org.jdbi.v3.core.statement.SqlStatement;

/** The part of statements that says whose rows are meant. */
final class ScopedRows {
    /** Rows of exactly this scope. */
    static final String OF_SCOPE = " where organization_id = :organization and account_id is not distinct from :account"
            + " and instance_id is not distinct from :instance";
    /** Rows of this scope and of every one below it. */
    static final String BELOW = " where organization_id = :organization"
            + " and (:instance::bigint is null or instance_id = :instance)"
            + " and (:account::bigint is null or account_id = :account or instance_id in"
            + " (select i.id from instance i where i.account_id = :account))";

    private ScopedRows() {}

    static <S extends SqlStatement<S>> S bind(S statement, Scope scope) {
        return statement
                .bind("organization", scope.organizationId())
                .bindByType("account", scope.rowAccount().orElse(null), Long.class)
                .bindByType("instance", scope.instanceId().orElse(null), Long.class);
    }
}
