package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import java.util.List;

/** {@code /organizations}, {@code /licenses} and {@code /roles}: short lists without pages. */
final class OrganizationEndpoint implements Endpoint {
    private static final List<String> ORGANIZATIONS =
            List.of("spark-admin:organizations_read", "spark:organizations_read");
    private static final String LICENSES = "spark-admin:licenses_read";
    private static final String ROLES = "spark-admin:roles_read";
    private static final int LIMIT = 300;

    private final World world;

    OrganizationEndpoint(World world) {
        this.world = world;
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add(
                "GET",
                "/organizations",
                Operation.needsOneOf(ORGANIZATIONS, visit -> Page.items(List.of(Organization.json()))));
        table.add(
                "GET", "/organizations/{id}", Operation.needsOneOf(ORGANIZATIONS, OrganizationEndpoint::organization));
        table.add("GET", "/licenses", Operation.needs(LICENSES, this::licenses));
        table.add("GET", "/licenses/{id}", Operation.needs(LICENSES, this::license));
        table.add("GET", "/roles", Operation.needs(ROLES, OrganizationEndpoint::roles));
        table.add("GET", "/roles/{id}", Operation.needs(ROLES, OrganizationEndpoint::role));
    }

    private static Reply organization(Visit visit) {
        if (!Ids.internal(Ids.ORGANIZATION, visit.id())
                .filter(Organization.UUID::equals)
                .isPresent()) {
            throw Refusals.notFound();
        }
        return Reply.json(200, Organization.json());
    }

    private Reply licenses(Visit visit) {
        visit.query().given("orgId").filter(id -> !id.equals(Organization.ID)).ifPresent(other -> {
            throw Refusals.notFound();
        });
        return Page.items(License.ALL.stream().map(this::json).toList());
    }

    private Reply license(Visit visit) {
        License license = License.find(visit.id()).orElseThrow(Refusals::notFound);
        ObjectNode json = json(license);
        if (visit.query().first("includeAssignedTo").filter("user"::equals).isEmpty()) {
            return Reply.json(200, json);
        }
        int limit = Page.max(limited(visit), LIMIT, LIMIT);
        int from =
                visit.query().given("next").map(OrganizationEndpoint::position).orElse(0);
        List<Person> holders = holders(license);
        List<Person> shown = holders.stream().skip(from).limit(limit).toList();
        json.set(
                "users",
                Json.list(shown.stream().map(OrganizationEndpoint::holder).toList()));
        Reply reply = Reply.json(200, json);
        return from + shown.size() >= holders.size()
                ? reply
                : Page.linked(reply, visit, visit.query().with("next", String.valueOf(from + shown.size())));
    }

    private static Parameters limited(Visit visit) {
        return visit.query()
                .given("limit")
                .map(limit -> visit.query().with("max", limit))
                .orElse(visit.query());
    }

    private static int position(String next) {
        if (!next.matches("\\d{1,6}")) {
            throw Refusals.bad("next is not one that this list gave out.");
        }
        return Integer.parseInt(next);
    }

    private List<Person> holders(License license) {
        return world.people.values().stream()
                .filter(person -> person.licenses.contains(license.id()))
                .toList();
    }

    private ObjectNode json(License license) {
        return license.json(holders(license).size());
    }

    private static ObjectNode holder(Person person) {
        return Json.object()
                .put("id", person.id())
                .put("type", "INTERNAL")
                .put("displayName", person.displayName())
                .put("email", person.email);
    }

    private static Reply roles(Visit visit) {
        return Page.items(Role.ALL.stream().map(Role::json).toList());
    }

    private static Reply role(Visit visit) {
        return Reply.json(
                200, Role.find(visit.id()).orElseThrow(Refusals::notFound).json());
    }
}
