package dev.valence.formula;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.tenant.Caller;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * What ties formulas to those that their steps run. The tie is an id, which is another formula's elsewhere or nobody's: exports
 * name the formula besides, and an import finds it by its name again.
 */
@Singleton
final class SubFormulaLinks {
    /** The member of an export that has the names of the formulas that its steps run, by their ids. */
    static final String NAMES = "subFormulas";

    private static final String ID = "formulaId";

    private final Formulas formulas;

    SubFormulaLinks(Formulas formulas) {
        this.formulas = formulas;
    }

    /** The document of a formula with the names of those that its steps run. */
    ObjectNode exported(Formula formula) {
        ObjectNode document = formula.json();
        ObjectNode names = document.objectNode();
        steps(document)
                .forEach(step -> linked(step)
                        .flatMap(id -> formulas.findForOwnerOf(formula.id(), id))
                        .ifPresent(child -> names.put(Long.toString(child.id()), child.name())));
        if (!names.isEmpty()) {
            document.set(NAMES, names);
        }
        return document;
    }

    /**
     * An exported document with the ids that its sub-formulas have here: a formula with the exported name is taken when the id is
     * not one's, and when there is one of that name only.
     *
     * @param given is changed
     */
    ObjectNode relinked(Caller caller, ObjectNode given) {
        steps(given)
                .forEach(step -> linked(step)
                        .ifPresent(id -> exportedName(given, id)
                                .filter(name -> formulas.find(caller, id)
                                        .filter(same -> same.name().equals(name))
                                        .isEmpty())
                                .map(name -> formulas.named(caller, name))
                                .filter(found -> found.size() == 1)
                                .ifPresent(found -> ((ObjectNode) step.path("properties"))
                                        .put(ID, Long.toString(found.getFirst().id())))));
        return given;
    }

    /** What is odd about the ties of a stored formula, by place; steps run what its owner may see. */
    Map<String, String> warnings(Formula formula) {
        return warnings(
                id -> formulas.findForOwnerOf(formula.id(), id),
                formula.version().document());
    }

    /** The same for a document that is not stored, such as an import with names of an export. */
    Map<String, String> warnings(Caller caller, JsonNode document) {
        return warnings(id -> formulas.find(caller, id), document);
    }

    private static Map<String, String> warnings(LongFunction<Optional<Formula>> visible, JsonNode document) {
        Map<String, String> warnings = new LinkedHashMap<>();
        steps(document)
                .forEach(step -> linked(step).ifPresent(id -> {
                    String name = step.path("name").asText();
                    Optional<Formula> found = visible.apply(id);
                    Optional<String> exported = exportedName(document, id);
                    if (found.isEmpty()) {
                        warnings.put(
                                place(name),
                                "the step '" + name + "' runs the formula " + id
                                        + exported.map(text -> " '" + text + "'")
                                                .orElse("")
                                        + ", which is not there; make or import it, then set formulaId to its id");
                    } else if (exported.isPresent()
                            && !exported.get().equals(found.get().name())) {
                        warnings.put(
                                place(name),
                                "the step '" + name + "' runs the formula " + id + " '"
                                        + found.get().name() + "', which was '" + exported.get()
                                        + "' where this was exported; set formulaId if another one is meant");
                    }
                }));
        return warnings;
    }

    private static String place(String step) {
        return "steps." + PropertyKind.shortened(step) + ".properties." + ID;
    }

    private static Stream<JsonNode> steps(JsonNode document) {
        return document.path("steps")
                .valueStream()
                .filter(step -> step.path("type").asText().equals(StepType.FORMULA.wire()));
    }

    /** The id that a step names, unless the id comes out of a value only when it runs. */
    private static Optional<Long> linked(JsonNode step) {
        String id = step.path("properties").path(ID).asText();
        return id.matches("\\d{1,18}") ? Optional.of(Long.parseLong(id)) : Optional.empty();
    }

    private static Optional<String> exportedName(JsonNode document, long id) {
        JsonNode name = document.path(NAMES).path(Long.toString(id));
        return name.isTextual() ? Optional.of(name.textValue()) : Optional.empty();
    }
}
