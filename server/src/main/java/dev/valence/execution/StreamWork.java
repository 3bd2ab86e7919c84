package dev.valence.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.formula.StepType;
import dev.valence.instance.Connection;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;

/** Sends a file from one account into another. */
@Singleton
final class StreamWork implements StepWork {
    private final FileTransfer transfer;
    private final ElementReach reach;

    StreamWork(FileTransfer transfer, ElementReach reach) {
        this.transfer = transfer;
        this.reach = reach;
    }

    @Override
    public Set<StepType> types() {
        return Set.of(StepType.ELEMENT_REQUEST_STREAM);
    }

    @Override
    public boolean changesSomething(StepCall call) {
        return true;
    }

    @Override
    public ObjectNode unsent(StepCall call) {
        Connection from = reach.require(call, "downloadElementInstanceId");
        Connection to = reach.require(call, "uploadElementInstanceId");
        return FileTransfer.unsent(call, side(call, from, "download"), side(call, to, "upload"));
    }

    @Override
    public StepResult perform(StepCall call) {
        Connection from = reach.require(call, "downloadElementInstanceId");
        Connection to = reach.require(call, "uploadElementInstanceId");
        FileTransfer.Side upload = side(call, to, "upload");
        String filePart = ElementRequestWork.filePart(to.element(), upload.method(), upload.path());
        return transfer.perform(call, side(call, from, "download"), upload, filePart);
    }

    private static FileTransfer.Side side(StepCall call, Connection connection, String name) {
        return new FileTransfer.Side(
                connection.instanceId(),
                connection.element().idempotencyHeader().isPresent(),
                call.text(name + "Method").strip().toUpperCase(Locale.ROOT),
                StepAddress.path(call, name + "Api", name + "Query"),
                StepRequest.headers(StepAddress.members(call, name + "Headers")));
    }
}
