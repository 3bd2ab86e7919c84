package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import java.util.List;

/** {@code /organizations} and {@code /roles}: short lists without pages. */
final class OrganizationsEndpoint implements Endpoint {
    private static final List<String> READ = List.of("spark-admin:organizations_read", "spark:organizations_read");
    private static final String WRITE = "spark-admin:organizations_write";
    private static final String ROLES = "spark-admin:roles_read";

    private final World world;

    OrganizationsEndpoint(World world) {
        this.world = world;
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add(
                "GET",
                "/organizations",
                Operation.needsOneOf(READ, visit -> Page.items(List.of(Organization.json(own(visit))))));
        table.add("GET", "/organizations/{id}", Operation.needsOneOf(READ, OrganizationsEndpoint::read));
        table.add("DELETE", "/organizations/{id}", Operation.needs(WRITE, this::delete));
        table.add(
                "GET",
                "/roles",
                Operation.needs(
                        ROLES,
                        visit -> Page.items(Role.ALL.stream().map(Role::json).toList())));
        table.add("GET", "/roles/{id}", Operation.needs(ROLES, OrganizationsEndpoint::role));
    }

    /** The id of the caller's organization; a guest is of none. */
    private static String own(Visit visit) {
        if (visit.person().kind == Person.Kind.GUEST) {
            throw Refusals.forbidden("a guest belongs to no organization");
        }
        return visit.person().organizationId();
    }

    private static Reply read(Visit visit) {
        String id = Organization.find(visit.id()).orElseThrow(Refusals::notFound);
        if (!id.equals(own(visit))) {
            throw Refusals.forbidden("people see their own organization only");
        }
        return Reply.json(200, Organization.json(id));
    }

    /** An organization goes only with its last user; then nothing of it is left. */
    private Reply delete(Visit visit) {
        if (!Organization.isIt(visit.id())) {
            throw Refusals.notFound();
        }
        if (!visit.person().roles.contains(Person.FULL_ADMIN)) {
            throw Refusals.forbidden("only a full administrator may delete the organization");
        }
        long users = world.people.all().stream()
                .filter(person -> person.kind == Person.Kind.PERSON)
                .count();
        if (users > 1) {
            throw Refusals.conflict("The organization has more than one user; delete the others first.");
        }
        world.clear();
        return Reply.empty(204);
    }

    private static Reply role(Visit visit) {
        return Reply.json(
                200, Role.find(visit.id()).orElseThrow(Refusals::notFound).json());
    }
}
