package dev.valence.mapping;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member of the application's object, as a {@link FieldTable} writes it. */
abstract sealed class TargetMember {
    private final byte[] key;

    private TargetMember(String name) {
        key = (",\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
    }

    /** A comma, the name in quotes, and a colon. */
    byte[] key() {
        return key;
    }

    /** The value of a field. */
    static final class Leaf extends TargetMember {
        private final FieldMapping field;
        private final int place;
        private final byte @Nullable [] otherwise;
        private final int contested;

        /**
         * @param place number of the provider's value
         * @param contested number of the provider's member of the same name, which stands there when the field has nothing;
         *     {@link VendorPlace#NONE}
         */
        Leaf(String name, FieldMapping field, int place, int contested) {
            super(name);
            this.field = field;
            this.place = place;
            this.contested = contested;
            this.otherwise = field.otherwise()
                    .map(value -> value.toString().getBytes(StandardCharsets.UTF_8))
                    .orElse(null);
        }

        FieldMapping field() {
            return field;
        }

        int place() {
            return place;
        }

        int contested() {
            return contested;
        }

        /** What stands there when the provider has no value, as JSON text. */
        byte @Nullable [] otherwise() {
            return otherwise;
        }
    }

    /** An object, which is there when one of its members is. */
    static final class Group extends TargetMember {
        private final List<TargetMember> members;

        Group(String name, List<TargetMember> members) {
            super(name);
            this.members = List.copyOf(members);
        }

        List<TargetMember> members() {
            return members;
        }
    }
}
