package dev.valence.script;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a worker is asked: to run a script once for each call.
 *
 * @param limit of each run
 * @param together of all runs; those that it does not reach are not answered
 * @param longest most characters of one result
 * @param count how many calls there are
 * @param calls JSON in UTF-8: an array of arrays of arguments
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and the bytes are not changed
record Question(Script script, Duration limit, Duration together, int longest, int count, byte[] calls) {
    void write(DataOutputStream out) throws IOException {
        Frames.write(out, script.kind().name());
        Frames.write(out, script.tenant());
        Frames.write(out, script.owner());
        out.writeInt(script.parameters().size());
        for (String name : script.parameters()) {
            Frames.write(out, name);
        }
        Frames.write(out, script.body());
        out.writeLong(limit.toMillis());
        out.writeLong(together.toMillis());
        out.writeInt(longest);
        out.writeInt(count);
        Frames.write(out, calls);
    }

    static Question read(DataInputStream in) throws IOException {
        ScriptKind kind = ScriptKind.valueOf(Frames.text(in));
        String tenant = Frames.text(in);
        String owner = Frames.text(in);
        int names = in.readInt();
        List<String> parameters = new ArrayList<>(names);
        for (int i = 0; i < names; i++) {
            parameters.add(Frames.text(in));
        }
        return new Question(
                new Script(kind, tenant, owner, parameters, Frames.text(in)),
                Duration.ofMillis(in.readLong()),
                Duration.ofMillis(in.readLong()),
                in.readInt(),
                in.readInt(),
                Frames.bytes(in));
    }
}
