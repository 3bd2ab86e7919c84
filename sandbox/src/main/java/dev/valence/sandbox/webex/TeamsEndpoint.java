package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import java.time.Instant;
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

    /** A team that the caller belongs to, or oversees with the named right of a compliance officer. */
    static Optional<Team> visible(World world, Visit visit, UUID uuid, String right) {
        return world.teams.find(uuid).filter(team -> team.member(visit.person()).isPresent() || visit.oversees(right));
    }

    private Team find(Visit visit) {
        return Ids.uuid(Ids.TEAM, visit.id())
                .flatMap(uuid -> visible(world, visit, uuid, "teams_read"))
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
                Order.<Team>sorting(world.teams.all(), team -> Key.of(team.created, team.uuid))
                        .only(team -> team.member(visit.person()).isPresent()),
                Page.Cut.of(visit),
                Team::json);
    }

    private Reply create(Visit visit) {
        Fields body = visit.body();
        String name = name(body);
        Optional<String> description = body.given("description");
        Instant now = world.now();
        Team team = world.teams.create(world.nextId(now), name, visit.person(), now);
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
        world.teams.general(team).filter(room -> !room.title.equals(name)).ifPresent(room -> {
            room.title = name;
            world.chronicle.room("updated", room);
        });
        return Reply.json(200, team.json());
    }

    private Reply delete(Visit visit) {
        world.teams.remove(moderated(visit));
        return Reply.empty(204);
    }

    private static String name(Fields body) {
        return body.given("name").orElseThrow(() -> Refusals.bad("name cannot be empty"));
    }
}
