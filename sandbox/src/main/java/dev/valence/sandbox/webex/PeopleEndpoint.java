package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code /people}. */
final class PeopleEndpoint implements Endpoint {
    private static final List<String> READ = List.of("spark:people_read", "spark-admin:people_read");
    private static final List<String> WRITE = List.of("spark-admin:people_write", "spark-admin:people_read");
    private static final int MAX_IDS = 85;
    private static final int CAP_WITH_LOCATION = 50;

    private final World world;

    PeopleEndpoint(World world) {
        this.world = world;
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add("GET", "/people", Operation.needsOneOf(READ, this::list));
        table.add("POST", "/people", Operation.needsAll(WRITE, this::create));
        table.add("GET", "/people/me", Operation.needsOneOf(READ, visit -> show(visit, visit.person())));
        table.add("GET", "/people/{id}", Operation.needsOneOf(READ, visit -> show(visit, find(visit))));
        table.add("PUT", "/people/{id}", Operation.needsAll(WRITE, this::replace));
        table.add("DELETE", "/people/{id}", Operation.needsAll(WRITE, this::delete));
    }

    private Reply list(Visit visit) {
        Parameters query = visit.query();
        List<String> ids = query.list("id");
        Optional<String> email = query.given("email");
        Optional<String> name = query.given("displayName").map(text -> text.toLowerCase(Locale.ROOT));
        List<String> roles = query.list("roles");
        Optional<String> location = query.given("locationId");
        checkOrganization(query);
        if (!visit.readsDirectory()) {
            if (!roles.isEmpty() || location.isPresent()) {
                throw Refusals.forbidden("only administrators may filter by roles or locationId");
            }
            if (ids.isEmpty() && email.isEmpty() && name.isEmpty()) {
                throw Refusals.bad("Email, displayName, or id list should be specified.");
            }
        }
        if (ids.size() > MAX_IDS) {
            throw Refusals.bad("At most " + MAX_IDS + " ids can be asked for at once.");
        }
        Set<UUID> wanted = new HashSet<>();
        List<String> notFound = new ArrayList<>();
        for (String id : ids) {
            Ids.uuid(Ids.PEOPLE, id)
                    .flatMap(world.people::find)
                    .ifPresentOrElse(person -> wanted.add(person.uuid), () -> notFound.add(id));
        }
        boolean named = !ids.isEmpty() || email.isPresent() || name.isPresent();
        Order<Person> found = narrowed(ids, wanted, email)
                .only(person -> named || person.kind == Person.Kind.PERSON)
                // By address or name only people of the own organization are found; by id anybody who was met.
                .only(person -> !ids.isEmpty() || person.isKnownTo(visit.person()))
                .only(person -> name.map(person.displayName().toLowerCase(Locale.ROOT)::startsWith)
                        .orElse(true))
                .only(person -> roles.isEmpty()
                        || person.roles.stream().map(Role::publicId).anyMatch(roles::contains))
                .only(person -> location.map(person.profile.path("locationId").asText()::equals)
                        .orElse(true));
        boolean presence = ids.isEmpty() && !visit.flag("excludeStatus");
        PersonView view = new PersonView(visit.person(), visit.readsDirectory(), false, presence, callingData(visit));
        ObjectNode body = Json.object();
        if (!notFound.isEmpty()) {
            body.set("notFoundIds", Json.array(notFound));
        }
        // The documented continuation has the shape before&after=<token>.
        Visit shaped = query.first("before").isPresent() ? visit : visit.with(query.with("before", ""));
        int max = Page.size(query, "max", Math.min(Page.DEFAULT, cap(visit)), cap(visit));
        return Page.reply(
                shaped,
                found,
                new Page.Cut("max", max, "after"),
                "items",
                person -> view.of(person, world.now()),
                body);
    }

    private Order<Person> narrowed(List<String> ids, Set<UUID> wanted, Optional<String> email) {
        if (!ids.isEmpty()) {
            return world.people.order.only(person -> wanted.contains(person.uuid)
                    && email.map(person.email::equalsIgnoreCase).orElse(true));
        }
        return email.<Order<Person>>map(text ->
                        Order.sorting(world.people.byEmail(text).stream().toList(), world.people.order::keyOf))
                .orElse(world.people.order);
    }

    private static int cap(Visit visit) {
        if (visit.query().given("locationId").isPresent()) {
            return CAP_WITH_LOCATION;
        }
        return callingData(visit) ? Page.DEFAULT : Page.CAP;
    }

    private static boolean callingData(Visit visit) {
        return visit.flag("callingData");
    }

    /** Partner administrators may name another organization; there is no other one here. */
    private static void checkOrganization(Parameters query) {
        query.given("orgId").filter(id -> !Organization.isIt(id)).ifPresent(other -> {
            throw Refusals.forbidden("only partner administrators may look into another organization");
        });
    }

    private Person find(Visit visit) {
        return Ids.uuid(Ids.PEOPLE, visit.id()).flatMap(world.people::find).orElseThrow(Refusals::notFound);
    }

    private Reply show(Visit visit, Person person) {
        PersonView view = new PersonView(visit.person(), visit.readsDirectory(), true, true, callingData(visit));
        return Reply.json(200, view.of(person, world.now()));
    }

    private Reply create(Visit visit) {
        needAdministrator(visit);
        PersonView view = new PersonView(visit.person(), true, true, true, callingData(visit));
        PersonForm form = PersonForm.read(visit.body());
        String email = form.email().orElseThrow(() -> Refusals.bad("emails must hold one e-mail address."));
        visit.body().given("orgId").filter(id -> !Organization.isIt(id)).ifPresent(other -> {
            throw Refusals.forbidden("only partner administrators may create people in another organization");
        });
        if (world.people.byEmail(email).isPresent()) {
            throw Refusals.conflict("A person with this e-mail address exists already.");
        }
        Person person = world.addPerson(UUID.randomUUID(), Person.Kind.PERSON, email, world.now());
        person.invitePending = true;
        form.fill(person, world.people::hasUnit);
        // Also with minResponse=true, for only the answer tells the new id.
        return Reply.json(200, view.of(person, world.now()));
    }

    private Reply replace(Visit visit) {
        needAdministrator(visit);
        Person person = find(visit);
        Fields body = visit.body();
        if (body.given("displayName").isEmpty()) {
            throw Refusals.bad("displayName cannot be empty.");
        }
        boolean allSites = visit.flag("showAllTypes");
        boolean silent = visit.flag("minResponse");
        PersonView view = new PersonView(visit.person(), true, true, true, callingData(visit));
        PersonForm form = PersonForm.read(body);
        Optional<Person> owner = form.email().flatMap(world.people::byEmail);
        if (owner.isPresent() && !owner.get().equals(person)) {
            throw Refusals.conflict("Another person has this e-mail address.");
        }
        form.email().ifPresent(email -> world.people.readdress(person, email));
        if (!allSites) {
            Sites.keepAttendees(form.profile(), person.profile);
        }
        form.fill(person, world.people::hasUnit);
        body.flag("loginEnabled").ifPresent(enabled -> person.loginEnabled = enabled);
        person.lastModified = world.now();
        // Who loses the role, or the account, loses the consents that rest on it.
        String key = person.uuid.toString();
        world.tokens.withdraw(consent -> consent.person().equals(key)
                && (!person.loginEnabled
                        || consent.scopes().stream().anyMatch(scope -> !Scopes.mayGrant(person, scope))));
        if (silent) {
            return Reply.empty(204);
        }
        ObjectNode json = view.of(person, world.now());
        if (!allSites) {
            Sites.hideAttendees(json);
        }
        return Reply.json(200, json);
    }

    private Reply delete(Visit visit) {
        needAdministrator(visit);
        Person person = find(visit);
        if (person.equals(visit.person())) {
            throw Refusals.bad("An administrator cannot delete their own account.");
        }
        world.removePerson(person);
        return Reply.empty(204);
    }

    private static void needAdministrator(Visit visit) {
        if (!visit.person().canManagePeople()) {
            throw Refusals.forbidden("the user is missing required roles: a full or user administrator is needed");
        }
    }
}
