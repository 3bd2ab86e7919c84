package dev.valence.formula;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.element.Catalog;
import dev.valence.event.EventSwitch;
import dev.valence.http.BadRequest;
import dev.valence.http.Json;
import dev.valence.http.NotFound;
import dev.valence.instance.Configuration;
import dev.valence.instance.Instance;
import dev.valence.instance.Instances;
import dev.valence.tenant.Caller;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Checks what an instance of a formula is to be: that every variable it needs has a value, and that the caller may use it. */
@Singleton
public class InstanceCheck {
    private final Instances instances;
    private final Catalog catalog;
    private final Clock clock;

    InstanceCheck(Instances instances, Catalog catalog, Clock clock) {
        this.instances = instances;
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * A new instance.
     *
     * @throws dev.valence.http.InvalidFields naming each variable and setting that is wrong
     */
    InstanceWriter.Wanted created(Caller caller, Formula formula, InstanceWish wish) {
        Map<String, String> values = set(Map.of(), wish.configuration().orElse(Map.of()));
        ObjectNode settings = settings(Json.MAPPER.createObjectNode(), wish.settings());
        Problems problems = new Problems();
        if (wish.name().isEmpty()) {
            problems.add("name", "is missing");
        }
        configuration(caller, formula.version(), values, Map.of(), problems);
        InstanceSettings.check(settings, problems);
        problems.refuse("The instance of " + formula.name() + " cannot be stored");
        return new InstanceWriter.Wanted(
                wish.name().orElse(""),
                wish.active().orElse(true),
                wish.debugLogging(),
                values,
                settings,
                InstanceSettings.end(settings, Optional.empty(), clock.instant()));
    }

    /**
     * A changed instance. Values that stay are not looked at again, so that an instance can be renamed or switched off whatever
     * became of what it uses.
     *
     * @param merge whether members of configuration and settings that are left out stay
     * @throws dev.valence.http.InvalidFields naming each variable and setting that is wrong
     */
    InstanceWriter.Wanted changed(
            Caller caller, Formula formula, FormulaInstance before, InstanceWish wish, boolean merge) {
        Map<String, String> values = wish.configuration()
                .map(given -> set(merge ? before.configuration() : Map.of(), given))
                .orElse(before.configuration());
        ObjectNode settings = wish.settings()
                .map(given -> settings(
                        merge ? before.settings().deepCopy() : Json.MAPPER.createObjectNode(), Optional.of(given)))
                .orElse(before.settings());
        Problems problems = new Problems();
        if (wish.configuration().isPresent()) {
            configuration(caller, formula.version(), values, before.configuration(), problems);
        }
        if (wish.settings().isPresent()) {
            InstanceSettings.check(settings, problems);
        }
        problems.refuse("The instance " + before.id() + " of " + formula.name() + " cannot be changed");
        return new InstanceWriter.Wanted(
                wish.name().orElse(before.name()),
                wish.active().orElse(before.active()),
                wish.debugLogging().or(before::debugLogging),
                values,
                settings,
                InstanceSettings.end(settings, Optional.of(before), clock.instant()));
    }

    /** What keeps an instance from starting although everything about it is right; for the header that warns. */
    Optional<String> warning(FormulaInstance instance) {
        return instance.binding().flatMap(binding -> switch (binding.type()) {
            case EVENT, ELEMENT_REQUEST ->
                binding.elementInstanceId().isEmpty()
                        ? Optional.of("the trigger names no element instance, so that nothing starts this instance")
                        : eventsOff(binding);
            case SCHEDULED ->
                binding.cron().filter(FormulaWarnings::comes).isPresent()
                        ? Optional.empty()
                        : Optional.of("the schedule never comes, so that nothing starts this instance");
            case MANUAL -> Optional.empty();
        });
    }

    private Optional<String> eventsOff(Binding binding) {
        if (binding.type() != TriggerType.EVENT) {
            return Optional.empty();
        }
        return binding.elementInstanceId()
                .flatMap(instances::find)
                .filter(element -> !EventSwitch.on(configuration(element)))
                .map(element -> "events of the element instance " + element.id()
                        + " are off, so that none starts this instance; set event.notification.enabled of it");
    }

    private Configuration configuration(Instance element) {
        return Configuration.of(catalog.require(element.elementKey()), element);
    }

    private void configuration(
            Caller caller,
            FormulaVersion version,
            Map<String, String> values,
            Map<String, String> before,
            Problems problems) {
        for (Variable variable : version.configuration()) {
            String value = values.getOrDefault(variable.key(), "").strip();
            String place = "configuration." + variable.key();
            if (value.isEmpty()) {
                if (variable.required()) {
                    problems.add(place, "is missing");
                }
            } else if (variable.type() == VariableType.ELEMENT_INSTANCE
                    && !value.equals(before.getOrDefault(variable.key(), "").strip())) {
                element(caller, value).ifPresent(fault -> problems.add(place, fault));
            }
        }
        Optional<String> cron = Bindings.of(version, values).flatMap(Binding::cron);
        if (cron.isPresent()) {
            try {
                Cron.parse(cron.get());
            } catch (BadRequest e) {
                problems.add("configuration", "gives the trigger a wrong schedule: " + e.getMessage());
            }
        }
    }

    private Optional<String> element(Caller caller, String value) {
        if (!value.matches("\\d{1,18}")) {
            return Optional.of("must be the id of an element instance, a number");
        }
        try {
            instances.require(caller, Long.parseLong(value));
            return Optional.empty();
        } catch (NotFound e) {
            return Optional.of("names the element instance " + value + ", which you do not have");
        }
    }

    private static Map<String, String> set(Map<String, String> before, Map<String, String> given) {
        Map<String, String> values = new LinkedHashMap<>(before);
        given.forEach((key, value) -> {
            if (value.isEmpty()) {
                values.remove(key);
            } else {
                values.put(key, value);
            }
        });
        return values;
    }

    private static ObjectNode settings(ObjectNode before, Optional<ObjectNode> given) {
        given.ifPresent(more -> more.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                before.remove(member.getKey());
            } else {
                before.set(member.getKey(), member.getValue());
            }
        }));
        return before;
    }
}
