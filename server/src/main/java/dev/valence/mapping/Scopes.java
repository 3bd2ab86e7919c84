package dev.valence.mapping;

import dev.valence.http.BadRequest;
import dev.valence.http.Forbidden;
import dev.valence.http.NotFound;
import dev.valence.instance.Instance;
import dev.valence.store.Database;
import dev.valence.tenant.Caller;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Jdbi;

/** Says whose definitions and transformations a caller may see and change. */
@Singleton
class Scopes {
    private final Jdbi jdbi;

    Scopes(Database database) {
        this.jdbi = database.jdbi();
    }

    /**
     * The organization's.
     *
     * @throws Forbidden when somebody else than an administrator wants to change them
     */
    static Scope organization(Caller caller, boolean changes) {
        if (changes && !caller.administrator()) {
            throw new Forbidden("Objects of the organization are changed by its administrators; ask one, or use the"
                    + " level account or instance");
        }
        return Scope.organization(caller.organizationId());
    }

    /**
     * An account's: the caller's own, and for administrators every one of the organization.
     *
     * @throws NotFound for any other
     */
    Scope account(Caller caller, long id) {
        boolean there = id == caller.accountId()
                || (caller.administrator()
                        && jdbi.withHandle(handle -> handle.createQuery(
                                                "select count(*) from account where id = :id and organization_id = :organization")
                                        .bind("id", id)
                                        .bind("organization", caller.organizationId())
                                        .mapTo(Integer.class)
                                        .one())
                                > 0);
        if (!there) {
            throw NotFound.withId("account", Long.toString(id));
        }
        return Scope.account(caller.organizationId(), id);
    }

    static Scope instance(Instance instance) {
        return Scope.instance(instance.organizationId(), instance.accountId(), instance.id());
    }

    /**
     * A segment of a path as text; a plus sign is a plus sign there.
     *
     * @throws BadRequest when it is not properly percent-encoded
     */
    static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequest("The path is not properly percent-encoded; a % must be written as %25", e);
        }
    }
}
