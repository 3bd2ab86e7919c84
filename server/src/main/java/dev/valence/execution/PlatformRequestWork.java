package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.ApiAddress;
import dev.valence.formula.Formula;
import dev.valence.formula.Formulas;
import dev.valence.formula.StepType;
import dev.valence.http.BadRequest;
import dev.valence.hub.OwnCalls;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;

/** Calls an API of the platform with the rights of the formula's owner, whose secrets it does not need. */
@Singleton
final class PlatformRequestWork implements StepWork {
    private final OwnCalls calls;
    private final Formulas formulas;
    private final Clock clock;

    PlatformRequestWork(OwnCalls calls, Formulas formulas, Clock clock) {
        this.calls = calls;
        this.formulas = formulas;
        this.clock = clock;
    }

    @Override
    public Set<StepType> types() {
        return Set.of(StepType.REQUEST);
    }

    @Override
    public boolean changesSomething(StepCall call) {
        return !StepRequest.reads(call, "method");
    }

    /** A formula that answers at a path of its own runs, whatever the method. */
    @Override
    public boolean writes(StepCall call) {
        String path = StepAddress.path(call, "api", "query").replaceAll("\\?.*", "");
        return changesSomething(call)
                || formulas.at(call.execution().accountId(), new ApiAddress(path, "GET"))
                        .isPresent();
    }

    @Override
    public ObjectNode unsent(StepCall call) {
        return Requesting.unsent(StepRequest.of(call, StepAddress.path(call, "api", "query"), "file"));
    }

    @Override
    public StepResult perform(StepCall call) {
        long owner = formulas.find(call.execution().formulaId())
                .map(Formula::owner)
                .orElseThrow(() -> new BadRequest("The formula is deleted, so nobody is its owner"))
                .userId();
        StepRequest request = StepRequest.of(call, StepAddress.path(call, "api", "query"), "file");
        return Requesting.perform(
                call, request, false, clock, () -> calls.as(owner, OwnRequests.of(call, request), OutsideReply.LIMIT));
    }
}
