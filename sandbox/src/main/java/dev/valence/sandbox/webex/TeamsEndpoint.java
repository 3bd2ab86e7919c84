package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import java.util.Optional;
import java.util.UUID;

/** {@code /teams}. */
final class TeamsEndpoint implements Endpoint {
    private static final String READ = "spark:teams_read";
    private static final String WRITE = "spark:teams_write";

    private final World world;

    TeamsEndpoint(World world) {
        this.world = world;
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add("GET", "/teams", Operation.needs(READ, this::list));
        table.add("POST", "/teams", Operation.needs(WRITE, this::create));
        table.add(
                "GET",
                "/teams/{id}",
                Operation.needs(READ, visit -> Reply.json(200, find(visit).json())));
        table.add("PUT", "/teams/{id}", Operation.needs(WRITE, this::update));
        table.add("DELETE", "/teams/{id}", Operation.needs(WRITE, this::delete));
    }

    static Optional<Team> visible(World world, Person person, UUID uuid) {
        return Optional.ofNullable(world.teams.get(uuid))
                .filter(team -> team.member(person).isPresent());
    }

    private Team find(Visit visit) {
        return Ids.uuid(Ids.TEAM, visit.id())
                .flatMap(uuid -> visible(world, visit.person(), uuid))
                .orElseThrow(Refusals::notFound);
    }

    private Team moderated(Visit visit) {
        Team team = find(visit);
        if (!team.isModerator(visit.person())) {
            throw Refusals.forbidden("only a moderator may change this team");
        }
        return team;
    }

    private Reply list(Visit visit) {
        return Page.reply(
                visit,
                world.teams.values().stream()
                        .filter(team -> team.member(visit.person()).isPresent())
                        .toList(),
                new Page.Order<>(team -> Page.Key.of(team.created, team.uuid), false),
                Page.max(visit.query(), Page.DEFAULT, Page.CAP),
                "cursor",
                Team::json);
    }

    private Reply create(Visit visit) {
        Fields body = visit.body();
        String name = name(body);
        Optional<String> description = body.given("description");
        Team team = world.addTeam(name, visit.person());
        team.description = description;
        return Reply.json(200, team.json());
    }

    private Reply update(Visit visit) {
        Team team = moderated(visit);
        Fields body = visit.body();
        String name = name(body);
        Optional<String> description = body.text("description");
        team.name = name;
        description.ifPresent(text -> team.description = Optional.of(text).filter(given -> !given.isBlank()));
        world.general(team).ifPresent(room -> room.title = name);
        return Reply.json(200, team.json());
    }

    private Reply delete(Visit visit) {
        world.removeTeam(moderated(visit));
        return Reply.empty(204);
    }

    private static String name(Fields body) {
        return body.given("name").orElseThrow(() -> Refusals.bad("name cannot be empty"));
    }
}
