package dev.valence.sandbox.webex;

/** The memberships of one person, in every order that a list of rooms or memberships asks for. */
final class RoomShelves {
    final Shelf<Membership> byActivity =
            Shelf.newestFirst(membership -> Key.of(membership.room.lastActivity, membership.room.uuid));
    final Shelf<Membership> byCreation =
            Shelf.newestFirst(membership -> Key.of(membership.room.created, membership.room.uuid));
    final IdOrder<Membership> byId = new IdOrder<>(Ids.ROOM, membership -> membership.room.uuid);
    final Shelf<Membership> byJoining =
            Shelf.oldestFirst(membership -> Key.of(membership.created, membership.room.uuid));

    void put(Membership membership) {
        byActivity.put(membership);
        byCreation.put(membership);
        byId.put(membership);
        byJoining.put(membership);
    }

    void take(Membership membership) {
        byActivity.take(membership);
        byCreation.take(membership);
        byId.take(membership);
        byJoining.take(membership);
    }

    void clear() {
        byActivity.clear();
        byCreation.clear();
        byId.clear();
        byJoining.clear();
    }
}
