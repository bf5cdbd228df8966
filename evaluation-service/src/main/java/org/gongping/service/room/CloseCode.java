package org.gongping.service.room;

/** Why the server ends a socket (RFC 6455, section 7.4). The codes are a promise: clients act on them. */
enum CloseCode {
    /** The server stops or cannot read the room now: come back and resume, after a while. */
    GOING_AWAY(1001, "going-away"),
    FAILED(1011, "failed"),
    /** Something else than one resume came from the client: do not come back, it is a defect of the client. */
    BAD_MESSAGE(4400, "bad-message"),
    /** The login has ended: log in again. */
    LOGIN_ENDED(4401, "login-ended"),
    /** The role or the membership was taken away: do not come back. */
    NOT_ADMITTED(4403, "not-admitted"),
    /** No ping was answered: come back and resume. */
    SILENT(4408, "silent"),
    /** The client knows a number that the room does not have, as after a restored backup: begin again from 0. */
    AHEAD(4409, "ahead"),
    /** The room is closed and everything was sent: nothing will come any more. */
    ROOM_CLOSED(4410, "room-closed"),
    /** What the person is in this room has changed: come back and resume. */
    CHANGED(4412, "changed"),
    /** Too much waited for this socket: come back and resume. */
    TOO_SLOW(4413, "too-slow");

    private final short code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = (short) code;
        this.reason = reason;
    }

    short code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
