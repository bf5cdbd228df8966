package org.gongping.service;

import static org.gongping.core.identity.Role.AUDITOR;
import static org.gongping.core.identity.Role.BIDDER;
import static org.gongping.core.identity.Role.EXPERT_POOL_OPERATOR;
import static org.gongping.core.identity.Role.PLATFORM_ADMINISTRATOR;
import static org.gongping.core.identity.Role.PROJECT_OWNER;
import static org.gongping.core.identity.Role.SUPERVISOR;
import static org.gongping.core.identity.Role.TENDER_AGENT;
import static org.gongping.core.identity.Role.VENUE_OPERATOR;

import java.util.Map;
import java.util.Set;
import org.gongping.core.room.MemberDoor;
import org.gongping.core.room.RoomDoor;
import org.gongping.core.room.RoomKind;
import org.gongping.core.tender.MemberRepository;

/** The part of the composition root that says who is let into which rooms. A feature puts the door of its kind here. */
final class RoomParts {
    private RoomParts() {}

    static Map<RoomKind, RoomDoor> doors() {
        var members = new MemberRepository();
        return Map.of(
                RoomKind.DRAW,
                new MemberDoor(
                        members,
                        Set.of(TENDER_AGENT, PROJECT_OWNER, SUPERVISOR, VENUE_OPERATOR),
                        Set.of(PLATFORM_ADMINISTRATOR, EXPERT_POOL_OPERATOR, AUDITOR)),
                RoomKind.OPENING,
                new MemberDoor(
                        members,
                        Set.of(TENDER_AGENT, PROJECT_OWNER, SUPERVISOR, VENUE_OPERATOR, BIDDER),
                        Set.of(AUDITOR)));
    }
}
