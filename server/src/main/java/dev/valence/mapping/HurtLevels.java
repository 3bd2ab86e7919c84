package dev.valence.mapping;

import dev.valence.http.BadRequest;
import dev.valence.tenant.Caller;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * The levels below that a change would break. Whoever is refused because of them is told which they are, as far as he may see them,
 * and else how many, whose, and which field of the levels above is in their way.
 */
final class HurtLevels {
    private static final int MOST_NAMED = 5;

    private final Caller caller;
    private final SequencedMap<Scope, BadRequest> hurt;
    /** Names by id: accounts are their administrators' to see, and everybody sees his own; of instances each sees some. */
    private final Map<Long, String> accounts;

    private final Map<Long, String> instances;

    /**
     * What a change would break.
     *
     * @param hurt with the reason; not empty
     */
    HurtLevels(Handle handle, Caller caller, SequencedMap<Scope, BadRequest> hurt) {
        this.caller = caller;
        this.hurt = hurt;
        this.accounts = names(
                handle,
                caller,
                "select id, name from account where id = any(:ids) and (:administrator or id = :account)",
                hurt.keySet().stream().flatMap(scope -> scope.accountId().stream()));
        this.instances = names(
                handle,
                caller,
                "select id, name from instance where id = any(:ids) and account_id = :account"
                        + " and (:administrator or user_id = :user)",
                hurt.keySet().stream().flatMap(scope -> scope.instanceId().stream()));
    }

    private static Map<Long, String> names(Handle handle, Caller caller, String query, Stream<Long> ids) {
        Map<Long, String> names = new HashMap<>();
        handle.createQuery(query)
                .bindArray("ids", Long.class, ids.distinct().toList())
                .bindMap(Map.of(
                        "account", caller.accountId(),
                        "administrator", caller.administrator(),
                        "user", caller.userId()))
                .map((row, context) -> Map.entry(row.getLong("id"), row.getString("name")))
                .forEach(row -> names.put(row.getKey(), row.getValue()));
        return names;
    }

    BadRequest refusal(String name, String elementKey) {
        List<Scope> ofAccounts = hurt.keySet().stream()
                .filter(scope -> scope.level() == Level.ACCOUNT)
                .toList();
        List<Scope> seen = hurt.keySet().stream().filter(this::isSeenInstance).toList();
        List<Scope> unseen = hurt.keySet().stream()
                .filter(scope -> scope.level() == Level.INSTANCE && !isSeenInstance(scope))
                .toList();
        List<String> places = new ArrayList<>();
        if (!ofAccounts.isEmpty()) {
            places.add(named("account", ofAccounts.stream().map(this::place).toList()));
        }
        if (!seen.isEmpty()) {
            places.add(named("instance", seen.stream().map(this::place).toList()));
        }
        if (!unseen.isEmpty()) {
            places.add(counted(unseen));
        }
        List<String> words = new ArrayList<>();
        Stream.concat(ofAccounts.stream(), seen.stream()).findFirst().ifPresent(first -> words.add(told(first)));
        if (!unseen.isEmpty()) {
            words.add(untold(unseen));
        }
        return new BadRequest(
                "This would break the transformation of " + name + " for " + elementKey + " at "
                        + String.join(", and at ", places)
                        + (hurt.size() == 1 ? ", which inherits. " : ", which inherit. ")
                        + String.join(" ", words),
                hurt.firstEntry().getValue());
    }

    private boolean isSeenInstance(Scope scope) {
        return scope.instanceId().filter(instances::containsKey).isPresent();
    }

    private String told(Scope scope) {
        return "At the " + scope.level().wire() + " " + id(scope) + ": "
                + Objects.requireNonNull(hurt.get(scope)).getMessage()
                + "; change that transformation first, or take inherit out of its configuration.";
    }

    /** Names fields of levels above only: what those below say is not the caller's to know. */
    private String untold(List<Scope> unseen) {
        boolean one = unseen.size() == 1;
        List<String> fields = unseen.stream()
                .flatMap(scope -> FieldClash.in(Objects.requireNonNull(hurt.get(scope))).stream()
                        .flatMap(clash -> clash.fieldsAbove(scope.level()).stream()))
                .distinct()
                .toList();
        String whose = one ? "the instance that you may not see" : "the instances that you may not see";
        return (fields.isEmpty()
                        ? "At " + whose + ", what is inherited does not go together with what is said there: "
                        : "At " + whose + ", " + named("field", fields) + (fields.size() == 1 ? " is" : " are")
                                + " in the way of fields there: choose another path, or ")
                + "have " + (one ? "its user" : "their users") + " change "
                + (one ? "that transformation" : "those transformations")
                + " first, or take inherit out of " + (one ? "its" : "their") + " configuration.";
    }

    private String counted(List<Scope> unseen) {
        String count = unseen.size() == 1 ? "1 instance" : unseen.size() + " instances";
        List<Scope> others = unseen.stream()
                .map(scope ->
                        Scope.account(scope.organizationId(), scope.accountId().orElseThrow()))
                .distinct()
                .toList();
        if (others.stream().allMatch(account -> account.accountId().orElseThrow() == caller.accountId())) {
            return count + " of other users of your account";
        }
        List<String> known = others.stream()
                .filter(account -> accounts.containsKey(account.accountId().orElseThrow()))
                .map(this::place)
                .toList();
        String whose = others.size() == 1 ? "1 other account" : others.size() + " other accounts";
        return count + " of " + whose + (known.isEmpty() ? "" : " (" + listed(known) + ")");
    }

    private static String named(String what, List<String> names) {
        return "the " + what + (names.size() == 1 ? " " : "s ") + listed(names);
    }

    private static String listed(Collection<String> names) {
        String first = String.join(", ", names.stream().limit(MOST_NAMED).toList());
        int more = names.size() - MOST_NAMED;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    private String place(Scope scope) {
        String name = scope.instanceId()
                .map(instances::get)
                .or(() -> scope.accountId().map(accounts::get))
                .orElse("");
        return id(scope) + (name.isEmpty() ? "" : " '" + name + "'");
    }

    private static long id(Scope scope) {
        return scope.instanceId().or(scope::accountId).orElseThrow();
    }
}
