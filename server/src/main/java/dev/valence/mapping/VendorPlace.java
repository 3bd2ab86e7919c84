package dev.valence.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

/**
 * A value of the provider's object that a {@link FieldTable} looks for, or one that leads there; with what it looks for inside.
 *
 * <p>Names are found by their bytes: usually members come in the order of the object before, so that one comparison finds them, and
 * otherwise by a hash.
 */
final class VendorPlace {
    /** What a value is to the table. */
    enum Role {
        /** Leads to others, and passes without them. */
        WAY,
        /** Is the value of a field, and does not pass. */
        FIELD,
        /** Passes unless a field is put in its place. */
        CONTESTED,
        /** Would be merged with what fields are put inside of it, which takes a tree. */
        TRAP
    }

    static final int NONE = -1;

    private final int id;
    private final Role role;
    private final byte[][] names;
    private final VendorPlace[] members;
    private final int[] slots;
    private final int[] indexes;
    private final VendorPlace[] elements;

    VendorPlace(int id, Role role, Map<String, VendorPlace> byName, SortedMap<Integer, VendorPlace> byIndex) {
        this.id = id;
        this.role = role;
        this.names = byName.keySet().stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.members = byName.values().toArray(VendorPlace[]::new);
        this.slots = slots(names);
        this.indexes = byIndex.keySet().stream().mapToInt(index -> index).toArray();
        this.elements = byIndex.values().toArray(VendorPlace[]::new);
    }

    /** Places of one table are numbered from 0. */
    int id() {
        return id;
    }

    Role role() {
        return role;
    }

    int names() {
        return names.length;
    }

    boolean inArrays() {
        return indexes.length > 0;
    }

    VendorPlace member(int which) {
        return members[which];
    }

    int nameLength(int which) {
        return names[which].length;
    }

    /** Whether a name that begins at {@code from} and has a quote behind it is the given one. */
    boolean isNamed(int which, byte[] in, int from, int to) {
        byte[] name = names[which];
        int end = from + name.length;
        return end < to && in[end] == '"' && Arrays.equals(name, 0, name.length, in, from, end);
    }

    /** The member of a name, {@link #NONE} for one that is not looked for. */
    int find(byte[] in, int from, int to) {
        for (int slot = hash(in, from, to) & (slots.length - 1);
                slots[slot] >= 0;
                slot = (slot + 1) & (slots.length - 1)) {
            byte[] name = names[slots[slot]];
            if (Arrays.equals(name, 0, name.length, in, from, to)) {
                return slots[slot];
            }
        }
        return NONE;
    }

    /** The element at an index, {@link #NONE} for one that is not looked for; else to be given to {@link #element}. */
    int findElement(int index) {
        return Math.max(Arrays.binarySearch(indexes, index), NONE);
    }

    VendorPlace element(int which) {
        return elements[which];
    }

    private static int[] slots(byte[][] names) {
        int[] slots = new int[Integer.highestOneBit(names.length * 2 + 1) * 2];
        Arrays.fill(slots, NONE);
        for (int i = 0; i < names.length; i++) {
            int slot = hash(names[i], 0, names[i].length) & (slots.length - 1);
            while (slots[slot] >= 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = i;
        }
        return slots;
    }

    private static int hash(byte[] in, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + in[i];
        }
        return hash ^ (hash >>> 15);
    }
}
