package dev.valence.sandbox.webex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.sandbox.http.Json;
import dev.valence.sandbox.http.Parameters;
import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** {@code /people}. */
final class PeopleEndpoint implements Endpoint {
    private static final List<String> READ = List.of("spark:people_read", "spark-admin:people_read");
    private static final String WRITE = "spark-admin:people_write";
    private static final int MAX_IDS = 85;

    private final World world;

    PeopleEndpoint(World world) {
        this.world = world;
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add("GET", "/people", Operation.needsOneOf(READ, this::list));
        table.add("POST", "/people", Operation.needs(WRITE, this::create));
        table.add("GET", "/people/me", Operation.needsOneOf(READ, visit -> show(visit, visit.person())));
        table.add("GET", "/people/{id}", Operation.needsOneOf(READ, visit -> show(visit, find(visit))));
        table.add("PUT", "/people/{id}", Operation.needs(WRITE, this::replace));
        table.add("DELETE", "/people/{id}", Operation.needs(WRITE, this::delete));
    }

    private Reply list(Visit visit) {
        Parameters query = visit.query();
        List<String> ids = query.list("id");
        Optional<String> email = query.given("email");
        Optional<String> name = query.given("displayName").map(text -> text.toLowerCase(Locale.ROOT));
        List<String> roles = query.list("roles");
        if (!visit.readsDirectory()) {
            if (!roles.isEmpty()) {
                throw Refusals.forbidden("only administrators may filter by roles");
            }
            if (ids.isEmpty() && email.isEmpty() && name.isEmpty()) {
                throw Refusals.bad("Email, displayName, or id list should be specified.");
            }
        }
        if (ids.size() > MAX_IDS) {
            throw Refusals.bad("At most " + MAX_IDS + " ids can be asked for at once.");
        }
        List<UUID> wanted = new ArrayList<>();
        List<String> notFound = new ArrayList<>();
        for (String id : ids) {
            Ids.uuid(Ids.PEOPLE, id)
                    .filter(world.people::containsKey)
                    .ifPresentOrElse(wanted::add, () -> notFound.add(id));
        }
        List<Person> found = world.people.values().stream()
                .filter(person -> ids.isEmpty() || wanted.contains(person.uuid))
                .filter(person -> email.map(person.email::equalsIgnoreCase).orElse(true))
                .filter(person -> name.map(person.displayName().toLowerCase(Locale.ROOT)::startsWith)
                        .orElse(true))
                .filter(person -> roles.isEmpty()
                        || person.roles.stream().map(Role::publicId).anyMatch(roles::contains))
                .toList();
        int cap = query.first("callingData").filter("true"::equals).isPresent() ? Page.DEFAULT : Page.CAP;
        boolean presence = ids.isEmpty()
                && query.first("excludeStatus").filter("true"::equals).isEmpty();
        PersonView view = new PersonView(visit.readsDirectory(), false, presence);
        // The documented continuation has the shape before&after=<token>.
        Visit shaped = query.first("before").isPresent()
                ? visit
                : new Visit(visit.call(), query.with("before", ""), visit.person(), visit.scopes(), visit.variables());
        return Page.reply(
                shaped,
                found,
                new Page.Order<>(person -> Page.Key.of(person.created, person.uuid), false),
                Page.max(query, Page.DEFAULT, cap),
                "after",
                person -> view.of(person, world.now()),
                list -> {
                    if (!notFound.isEmpty()) {
                        list.set("notFoundIds", Json.array(notFound));
                    }
                });
    }

    private Person find(Visit visit) {
        return Ids.uuid(Ids.PEOPLE, visit.id()).flatMap(world::person).orElseThrow(Refusals::notFound);
    }

    private Reply show(Visit visit, Person person) {
        return Reply.json(200, new PersonView(visit.readsDirectory(), true, true).of(person, world.now()));
    }

    private Reply create(Visit visit) {
        needAdministrator(visit);
        PersonForm form = PersonForm.read(visit.body());
        String email = form.email().orElseThrow(() -> Refusals.bad("emails must hold one e-mail address."));
        if (world.personByEmail(email).isPresent()) {
            throw Refusals.conflict("A person with this e-mail address exists already.");
        }
        Person person = world.addPerson(UUID.randomUUID(), email, world.now());
        person.invitePending = true;
        form.fill(person);
        return Reply.json(200, adminView().of(person, world.now()));
    }

    private Reply replace(Visit visit) {
        needAdministrator(visit);
        Person person = find(visit);
        Fields body = visit.body();
        if (body.given("displayName").isEmpty()) {
            throw Refusals.bad("displayName cannot be empty.");
        }
        PersonForm form = PersonForm.read(body);
        Optional<Person> owner = form.email().flatMap(world::personByEmail);
        if (owner.isPresent() && !owner.get().equals(person)) {
            throw Refusals.conflict("Another person has this e-mail address.");
        }
        form.email().ifPresent(email -> person.email = email.toLowerCase(Locale.ROOT));
        form.fill(person);
        body.flag("loginEnabled").ifPresent(enabled -> person.loginEnabled = enabled);
        person.lastModified = world.now();
        // Who loses the role, or the account, loses the consents that rest on it.
        String key = person.uuid.toString();
        world.tokens.withdraw(consent -> consent.person().equals(key)
                && (!person.loginEnabled
                        || consent.scopes().stream().anyMatch(scope -> !Scopes.mayGrant(person, scope))));
        if (visit.query().first("minResponse").filter("true"::equals).isPresent()) {
            return Reply.empty(204);
        }
        return Reply.json(200, adminView().of(person, world.now()));
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

    private static PersonView adminView() {
        return new PersonView(true, true, true);
    }

    private static void needAdministrator(Visit visit) {
        if (!visit.person().canManagePeople()) {
            throw Refusals.forbidden("the user is missing required roles: a full or user administrator is needed");
        }
    }

    /** The stored members of a person's body, checked. */
    private record PersonForm(Optional<String> email, ObjectNode profile, List<String> roles, List<String> licenses) {
        private static final List<String> TEXTS = List.of(
                "displayName",
                "nickName",
                "firstName",
                "lastName",
                "avatar",
                "department",
                "manager",
                "managerId",
                "title",
                "extension",
                "locationId",
                "timezone");
        private static final List<String> ARRAYS = List.of("phoneNumbers", "addresses", "siteUrls", "sipAddresses");

        static PersonForm read(Fields body) {
            List<String> emails = body.texts("emails");
            if (emails.size() > 1 || emails.stream().anyMatch(email -> !Addresses.plausible(email))) {
                throw Refusals.bad("emails must hold one e-mail address.");
            }
            ObjectNode profile = Json.object();
            for (String name : TEXTS) {
                body.given(name).ifPresent(text -> profile.put(name, text));
            }
            for (String name : ARRAYS) {
                body.array(name).ifPresent(array -> profile.set(name, array));
            }
            if (!profile.has("displayName")) {
                String name = (profile.path("firstName").asText("") + " "
                                + profile.path("lastName").asText(""))
                        .strip();
                if (name.isEmpty()) {
                    throw Refusals.bad("One of displayName, firstName and lastName is needed.");
                }
                profile.put("displayName", name);
            }
            List<String> roles = body.texts("roles").stream()
                    .map(id -> Role.find(id)
                            .orElseThrow(() -> Refusals.bad("roles holds an unknown id: " + id))
                            .code())
                    .toList();
            List<String> licenses = body.texts("licenses");
            for (String id : licenses) {
                if (License.find(id).isEmpty()) {
                    throw Refusals.bad("licenses holds an unknown id: " + id);
                }
            }
            return new PersonForm(emails.stream().findFirst(), profile, roles, licenses);
        }

        void fill(Person person) {
            person.profile = profile;
            person.roles = roles;
            person.licenses = licenses;
        }
    }
}
