package dev.valence.mapping;

import dev.valence.mapping.VendorPlace.Role;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Maps the objects of one reply by a {@link FieldTable}, each in one walk over its text.
 *
 * <p>The walk notes where the values of fields stand and writes what passes; then the fields are written in their places. Values that
 * are not converted are copied byte for byte. An object that the table cannot be sure of (an escape in a name that matters, a name that
 * comes twice, members to be merged) is left to {@link ObjectMapping#fromVendor}, which is the law. Not thread-safe.
 */
public final class TableReading {
    /** The object does not end within the text. */
    public static final int CUT_OFF = JsonText.CUT_OFF;

    /** The object has to be mapped as a tree. */
    public static final int TREE = -2;

    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private final FieldTable table;
    private final int[] starts;
    private final int[] ends;
    // The object that a place was seen in last.
    private final int[] seen;
    // By place: the member that came behind each member of the object before; the one behind none is the first.
    private final int[][] next;
    private int object;

    private byte[] in = NULL;
    private int to;
    private JsonOut out = new JsonOut(0);
    private boolean emptied;

    /** For one reply. */
    public TableReading(FieldTable table) {
        this.table = table;
        starts = new int[table.places()];
        ends = new int[table.places()];
        seen = new int[table.places()];
        next = new int[table.places()][];
    }

    /**
     * Maps one object.
     *
     * @param in JSON text without faults
     * @param from where the object begins
     * @param to where the text ends, or is cut off
     * @param out gets the mapped object, or nothing
     * @return where the object ends, or {@link #CUT_OFF}, or {@link #TREE}
     */
    public int map(byte[] in, int from, int to, JsonOut out) {
        this.in = in;
        this.to = to;
        this.out = out;
        object++;
        int begin = out.length();
        int end = object(table.vendor(), from, table.passes());
        if (end >= 0 && !members(begin)) {
            end = TREE;
        }
        if (end < 0) {
            out.backTo(begin);
        }
        return end;
    }

    private boolean members(int begin) {
        if (table.passes()) {
            out.backTo(out.length() - 1);
        } else {
            out.append('{');
        }
        boolean right = members(table.members(), out.length() == begin + 1);
        out.append('}');
        return right;
    }

    /** Writes fields; answers false when one takes a tree. */
    private boolean members(List<TargetMember> members, boolean first) {
        int begin = out.length();
        for (int i = 0; i < members.size(); i++) {
            boolean alone = first && out.length() == begin;
            boolean right = switch (members.get(i)) {
                case TargetMember.Leaf leaf -> leaf(leaf, alone);
                case TargetMember.Group group -> group(group, alone);
            };
            if (!right) {
                return false;
            }
        }
        return true;
    }

    private void key(byte[] key, boolean first) {
        out.append(key, first ? 1 : 0, key.length);
    }

    private boolean group(TargetMember.Group group, boolean first) {
        int before = out.length();
        key(group.key(), first);
        out.append('{');
        int begin = out.length();
        if (!members(group.members(), true)) {
            return false;
        }
        if (out.length() == begin) {
            out.backTo(before);
        } else {
            out.append('}');
        }
        return true;
    }

    private boolean leaf(TargetMember.Leaf leaf, boolean first) {
        int place = leaf.place();
        byte[] otherwise = leaf.otherwise();
        if (seen[place] == object && (otherwise == null || in[starts[place]] != 'n')) {
            key(leaf.key(), first);
            return value(leaf.field(), starts[place], ends[place]);
        }
        if (otherwise != null) {
            key(leaf.key(), first);
            out.append(otherwise);
            return true;
        }
        int contested = leaf.contested();
        if (contested >= 0 && seen[contested] == object) {
            key(leaf.key(), first);
            out.append(in, starts[contested], ends[contested]);
        }
        return true;
    }

    private boolean value(FieldMapping field, int start, int end) {
        if (!field.mayChange(in[start])) {
            out.append(in, start, end);
            return true;
        }
        try {
            Optional<byte[]> changed = field.fromVendor(in, start, end);
            if (changed.isPresent()) {
                out.append(changed.get());
            } else {
                out.append(in, start, end);
            }
            return true;
        } catch (IOException e) {
            // The tree says what is wrong.
            return false;
        }
    }

    /**
     * Walks over an object; sets {@link #emptied}.
     *
     * @param passing whether what is left of it is written
     * @return behind it, or why not
     */
    private int object(VendorPlace place, int open, boolean passing) {
        if (passing) {
            out.append('{');
        }
        int begin = out.length();
        int[] following = following(place);
        int last = 0;
        int expected = following[0];
        boolean taken = false;
        int run = -1;
        int runEnd = -1;
        int at = JsonText.space(in, open + 1, to);
        while (at < to && in[at] != '}') {
            int quote = at;
            int which;
            int nameEnd;
            if (expected >= 0 && place.isNamed(expected, in, quote + 1, to)) {
                which = expected;
                nameEnd = quote + 1 + place.nameLength(which);
            } else {
                nameEnd = JsonText.nameEnd(in, quote, to);
                if (nameEnd < 0) {
                    return nameEnd;
                }
                which = place.find(in, quote + 1, nameEnd);
            }
            // in[nameEnd] is the closing quote.
            int value = JsonText.space(in, nameEnd + 1, to);
            value = value < to ? JsonText.space(in, value + 1, to) : to;
            if (value >= to) {
                return CUT_OFF;
            }
            int end;
            if (which < 0) {
                end = JsonText.after(in, value, to);
                if (end < 0) {
                    return end;
                }
                run = run < 0 ? quote : run;
                runEnd = end;
            } else {
                following[last] = which;
                last = which + 1;
                expected = following[last];
                VendorPlace member = place.member(which);
                if (run >= 0 && passing) {
                    flush(run, runEnd, out.length() == begin);
                }
                run = -1;
                int before = out.length();
                boolean way = passing && member.role() == Role.WAY;
                if (way) {
                    flush(quote, value, before == begin);
                }
                end = sought(member, value, way);
                if (end < 0) {
                    return end;
                }
                if (way && emptied) {
                    out.backTo(before);
                }
                taken |= !way || emptied;
            }
            at = JsonText.space(in, end, to);
            if (at < to && in[at] == ',') {
                at = JsonText.space(in, at + 1, to);
            }
        }
        if (at >= to) {
            return CUT_OFF;
        }
        if (passing) {
            if (run >= 0) {
                flush(run, runEnd, out.length() == begin);
            }
            emptied = taken && out.length() == begin;
            out.append('}');
        }
        return at + 1;
    }

    private void flush(int from, int end, boolean first) {
        if (!first) {
            out.append(',');
        }
        out.append(in, from, end);
    }

    /** Notes where a value stands and what is in it; sets {@link #emptied} when it is passing. */
    private int sought(VendorPlace place, int at, boolean passing) {
        int id = place.id();
        // A null where fields are looked for empties each of them.
        boolean empties = in[at] == 'n' && (place.names() > 0 || place.inArrays());
        if (seen[id] == object || place.role() == Role.TRAP || empties) {
            return TREE;
        }
        seen[id] = object;
        starts[id] = at;
        emptied = false;
        int end;
        if (in[at] == '{' && place.names() > 0) {
            end = object(place, at, passing);
        } else if (in[at] == '[' && place.inArrays()) {
            end = array(place, at, passing);
        } else {
            end = JsonText.after(in, at, to);
            if (end >= 0 && passing) {
                out.append(in, at, end);
            }
        }
        ends[id] = end;
        return end;
    }

    private int array(VendorPlace place, int open, boolean passing) {
        if (passing) {
            out.append('[');
        }
        boolean taken = false;
        boolean left = false;
        int at = JsonText.space(in, open + 1, to);
        for (int index = 0; at < to && in[at] != ']'; index++) {
            if (passing && index > 0) {
                out.append(',');
            }
            int which = place.findElement(index);
            int end;
            boolean gone = false;
            if (which < 0) {
                end = JsonText.after(in, at, to);
                if (end >= 0 && passing) {
                    out.append(in, at, end);
                }
            } else {
                VendorPlace element = place.element(which);
                boolean way = passing && element.role() == Role.WAY;
                int before = out.length();
                end = sought(element, at, way);
                gone = !way || emptied;
                if (passing && gone) {
                    // A place in the middle stays, or those behind it would move.
                    out.backTo(before);
                    out.append(NULL);
                }
            }
            if (end < 0) {
                return end;
            }
            taken |= gone;
            left |= !gone && in[at] != 'n';
            at = JsonText.space(in, end, to);
            if (at < to && in[at] == ',') {
                at = JsonText.space(in, at + 1, to);
            }
        }
        if (at >= to) {
            return CUT_OFF;
        }
        if (passing) {
            out.append(']');
            emptied = taken && !left;
        }
        return at + 1;
    }

    private int[] following(VendorPlace place) {
        int[] following = next[place.id()];
        if (following == null) {
            // Until an object has told otherwise, the order of the fields is the guess.
            following = new int[place.names() + 1];
            for (int i = 0; i < place.names(); i++) {
                following[i] = i;
            }
            following[place.names()] = VendorPlace.NONE;
            next[place.id()] = following;
        }
        return following;
    }
}
