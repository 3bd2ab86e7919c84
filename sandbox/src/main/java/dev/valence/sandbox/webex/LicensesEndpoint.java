package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;

/** {@code /licenses}: who holds which, and changing it by {@link LicenseChange}. */
final class LicensesEndpoint implements Endpoint {
    private static final String READ = "spark-admin:licenses_read";
    private static final String WRITE = "spark-admin:people_write";
    private static final int LIMIT = 300;

    private final World world;

    LicensesEndpoint(World world) {
        this.world = world;
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add("GET", "/licenses", Operation.needs(READ, this::list));
        table.add("GET", "/licenses/{id}", Operation.needs(READ, this::read));
        table.add("PATCH", "/licenses/users", Operation.needs(WRITE, this::assign));
    }

    private Reply list(Visit visit) {
        visit.query().given("orgId").filter(id -> !Organization.isIt(id)).ifPresent(other -> {
            throw Refusals.notFound();
        });
        return Page.items(License.ALL.stream().map(this::json).toList());
    }

    private Reply read(Visit visit) {
        License license = License.find(visit.id()).orElseThrow(Refusals::notFound);
        ObjectNode json = json(license);
        if (visit.query().first("includeAssignedTo").filter("user"::equals).isEmpty()) {
            return Reply.json(200, json);
        }
        int limit = Page.size(visit.query(), "limit", LIMIT, LIMIT);
        return Page.reply(
                visit,
                Order.sorting(world.people.holders(license), world.people.order::keyOf),
                new Page.Cut("limit", limit, "next"),
                "users",
                LicensesEndpoint::holder,
                json);
    }

    private ObjectNode json(License license) {
        return license.json(world.people.holders(license).size());
    }

    private static ObjectNode holder(Person person) {
        return Json.object()
                .put("id", person.id())
                .put("type", "INTERNAL")
                .put("displayName", person.displayName())
                .put("email", person.email);
    }

    private Reply assign(Visit visit) {
        if (!visit.person().canManagePeople()) {
            throw Refusals.forbidden("the user is missing required roles: a full or user administrator is needed");
        }
        Fields body = visit.body();
        body.given("orgId").filter(id -> !Organization.isIt(id)).ifPresent(other -> {
            throw Refusals.notFound();
        });
        Person person = body.given("personId")
                .map(id -> Addresses.byId(world, id))
                .or(() -> body.given("email")
                        .map(email -> world.people.byEmail(email).orElseThrow(Refusals::notFound)))
                .orElseThrow(() -> Refusals.bad("Must specify either personId or email."));
        LicenseChange change = LicenseChange.read(body);
        boolean whole = change.apply(person, world.people::hasUnit);
        person.lastModified = world.now();
        return Reply.json(whole ? 200 : 206, LicenseChange.result(person));
    }
}
