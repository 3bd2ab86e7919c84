package dev.valence.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.valence.formula.FormulaVersion;
import dev.valence.formula.Formulas;
import dev.valence.formula.VariableType;
import dev.valence.http.BadRequest;
import dev.valence.instance.Connection;
import dev.valence.instance.Connections;
import dev.valence.tenant.Callers;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The element instances that a formula may call: those of its account that its configuration names, which were checked when it was
 * made, and those that the formula's owner may call.
 */
@Singleton
final class ElementReach {
    private final Connections connections;
    private final Formulas formulas;
    private final Subjects subjects;
    private final Callers callers;

    ElementReach(Connections connections, Formulas formulas, Subjects subjects, Callers callers) {
        this.connections = connections;
        this.formulas = formulas;
        this.subjects = subjects;
        this.callers = callers;
    }

    /**
     * The instance that a property names.
     *
     * @throws BadRequest when it names none, or one that the formula may not call
     */
    Connection require(StepCall call, String property) {
        String id = instance(call, property);
        if (!id.matches("\\d{1,18}")) {
            throw new BadRequest(
                    id.isEmpty()
                            ? "The property " + property + ", " + Context.text(call.property(property))
                                    + ", has no value; give the variable the id of an element instance"
                            : "The property " + property + " has to be the id of an element instance, not '" + id
                                    + "'");
        }
        return connections
                .find(Long.parseLong(id))
                .filter(connection -> connection.accountId() == call.execution().accountId())
                .filter(connection -> isConfigured(call, id) || mayOwnerCall(call, connection))
                .orElseThrow(() -> new BadRequest("The formula's owner has no element instance " + id
                        + ", which the property " + property + " names; it may have been deleted"));
    }

    /** Old documents write the reference without its braces. */
    private static String instance(StepCall call, String property) {
        JsonNode given = call.property(property);
        String text = call.text(property).strip();
        if (given.isTextual() && !text.matches("\\d*")) {
            JsonNode named = call.context().named(text);
            return named.isMissingNode() ? text : Context.text(named).strip();
        }
        return text;
    }

    private boolean isConfigured(StepCall call, String id) {
        Optional<FormulaVersion> version = formulas.version(call.execution().versionId());
        return subjects.instance(call.execution().formulaInstanceId())
                .map(instance -> instance.configuration().entrySet().stream()
                        .filter(entry -> entry.getValue().strip().equals(id))
                        .anyMatch(entry -> version.flatMap(found -> found.variable(entry.getKey()))
                                .filter(variable -> variable.type() == VariableType.ELEMENT_INSTANCE)
                                .isPresent()))
                .orElse(false);
    }

    private boolean mayOwnerCall(StepCall call, Connection connection) {
        return formulas.find(call.execution().formulaId())
                .flatMap(formula -> callers.ofUser(formula.owner().userId()))
                .filter(owner -> owner.administrator() || owner.userId() == connection.ownerId())
                .isPresent();
    }
}
