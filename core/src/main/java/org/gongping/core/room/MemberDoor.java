package org.gongping.core.room;

import java.util.EnumSet;
import java.util.Set;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.identity.Role;
import org.gongping.core.tender.MemberRepository;

/**
 * Lets in the members of the project on some sides, and holders of roles whose work is in every project. Nobody is here
 * on two sides of one tender.
 */
public final class MemberDoor implements RoomDoor {
    private final MemberRepository members;
    private final Set<Role> sides;
    private final Set<Role> standing;

    /**
     * @param sides members on these are let in
     * @param standing roles that let in whoever is no member
     */
    public MemberDoor(MemberRepository members, Set<Role> sides, Set<Role> standing) {
        this.members = members;
        this.sides = Set.copyOf(sides);
        this.standing = Set.copyOf(standing);
    }

    @Override
    public Outcome<Viewer> admit(Transaction tx, Actor actor, Room room) {
        Set<Role> memberOn = members.sides(tx, room.id().project(), actor);
        if (memberOn.size() > 1) {
            return Outcome.refused(new Refusal.Forbidden(
                    "two-sides", "同一人不得在同一项目中担任两方", "Nobody may stand on two sides of one tender"));
        }
        Set<Role> here = EnumSet.noneOf(Role.class);
        here.addAll(memberOn.isEmpty() ? actor.roles() : memberOn);
        here.retainAll(memberOn.isEmpty() ? standing : sides);
        return here.isEmpty() ? Outcome.refused(new Refusal.NotFound("room")) : Outcome.done(Viewer.of(actor, here));
    }
}
