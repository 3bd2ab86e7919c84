package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.StepType;
import dev.valence.http.Json;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Steps that write at a provider, which is this list. A step of the type {@code httpRequest} writes its url there. */
final class Log implements StepWork {
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private volatile Function<Line, StepResult> answer = Log::written;

    /** What a step wrote. */
    record Line(String text, String idempotencyKey, boolean mayHaveBeenSent, int attempt) {}

    List<Line> lines() {
        return lines;
    }

    List<String> texts() {
        return lines.stream().map(Line::text).toList();
    }

    void answers(Function<Line, StepResult> with) {
        answer = with;
    }

    static StepResult written(Line line) {
        ObjectNode value = Json.MAPPER.createObjectNode();
        value.putObject("response").put("code", "200").put("body", line.text());
        return new StepResult.Done(value);
    }

    @Override
    public Set<StepType> types() {
        return Set.of(StepType.HTTP_REQUEST);
    }

    @Override
    public boolean changesSomething(StepCall call) {
        return true;
    }

    @Override
    public StepResult perform(StepCall call) {
        Line line = new Line(call.text("url"), call.idempotencyKey(), call.mayHaveBeenSent(), call.attempt());
        lines.add(line);
        return answer.apply(line);
    }
}
