package dev.valence.sandbox.webex;

import dev.valence.sandbox.http.PathTable;
import dev.valence.sandbox.http.Reply;
import java.util.Optional;

/** {@code /team/memberships}. */
final class TeamMembershipsEndpoint implements Endpoint {
    private static final String READ = "spark:team_memberships_read";
    private static final String WRITE = "spark:team_memberships_write";

    private final World world;

    TeamMembershipsEndpoint(World world) {
        this.world = world;
    }

    @Override
    public void publish(PathTable<Operation> table) {
        table.add("GET", "/team/memberships", Operation.needs(READ, this::list));
        table.add("POST", "/team/memberships", Operation.needs(WRITE, this::create));
        table.add(
                "GET",
                "/team/memberships/{id}",
                Operation.needs(
                        READ,
                        visit -> Reply.json(
                                200, find(visit, "team_memberships_read").json())));
        table.add("PUT", "/team/memberships/{id}", Operation.needs(WRITE, this::update));
        table.add("DELETE", "/team/memberships/{id}", Operation.needs(WRITE, this::delete));
    }

    private TeamMembership find(Visit visit, String right) {
        return Ids.pair(Ids.TEAM_MEMBERSHIP, visit.id())
                .flatMap(pair -> TeamsEndpoint.visible(world, visit, pair.place(), right)
                        .flatMap(team -> Optional.ofNullable(team.members.get(pair.person()))))
                .orElseThrow(Refusals::notFound);
    }

    private Team team(Visit visit, Optional<String> teamId, String right) {
        String id = teamId.orElseThrow(() -> Refusals.bad("teamId cannot be null"));
        return TeamsEndpoint.visible(world, visit, Ids.given(Ids.TEAM, id), right)
                .orElseThrow(Refusals::notFound);
    }

    private Reply list(Visit visit) {
        Team team = team(visit, visit.query().given("teamId"), "team_memberships_read");
        return Page.reply(
                visit,
                Order.sorting(team.members.values(), membership -> Key.of(membership.created, membership.person.uuid)),
                Page.Cut.of(visit),
                TeamMembership::json);
    }

    private Reply create(Visit visit) {
        Fields body = visit.body();
        Team team = team(visit, body.given("teamId"), "team_memberships_write");
        boolean moderator = body.flag("isModerator").orElse(false);
        needModerator(team, visit);
        Person person = Addresses.toAdd(world, body);
        if (team.member(person).isPresent()) {
            throw Refusals.conflict("User is already a member of the team.");
        }
        return Reply.json(
                200, world.teams.join(team, person, moderator, world.now()).json());
    }

    private Reply update(Visit visit) {
        TeamMembership membership = find(visit, "team_memberships_write");
        boolean moderator =
                visit.body().flag("isModerator").orElseThrow(() -> Refusals.bad("isModerator cannot be null"));
        needModerator(membership.team, visit);
        if (!moderator) {
            keepLastModerator(membership);
        }
        world.teams.moderate(membership, moderator);
        return Reply.json(200, membership.json());
    }

    private Reply delete(Visit visit) {
        TeamMembership membership = find(visit, "team_memberships_write");
        if (!membership.person.equals(visit.person())) {
            needModerator(membership.team, visit);
        }
        keepLastModerator(membership);
        world.teams.leave(membership.team, membership.person, world.now());
        return Reply.empty(204);
    }

    private static void needModerator(Team team, Visit visit) {
        if (!team.isModerator(visit.person()) && !visit.oversees("team_memberships_write")) {
            throw Refusals.forbidden("only a moderator may change who is in this team");
        }
    }

    private static void keepLastModerator(TeamMembership membership) {
        if (membership.moderator && membership.team.moderators() == 1) {
            throw Refusals.bad("The last moderator of a team must promote another one first.");
        }
    }
}
