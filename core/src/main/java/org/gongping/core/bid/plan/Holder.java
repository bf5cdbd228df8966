package org.gongping.core.bid.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.gongping.core.identity.Role;

/** Who may hold a share of each bid's key, so that enough of them together open a bid whose bidder cannot (rule O04). */
public enum Holder {
    AGENT(Role.TENDER_AGENT, "招标代理机构"),
    OWNER(Role.PROJECT_OWNER, "招标人"),
    SUPERVISOR(Role.SUPERVISOR, "行政监督部门"),
    /** The trading centre (公共资源交易中心). */
    CENTRE(Role.VENUE_OPERATOR, "公共资源交易中心");

    private final Role role;
    private final String zh;

    Holder(Role role, String zh) {
        this.role = role;
        this.zh = zh;
    }

    public String zh() {
        return zh;
    }

    /** On which side of the tender the holder stands. */
    public Role role() {
        return role;
    }

    /** As in the header of an envelope and on the wire. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Holder> of(String token) {
        return Arrays.stream(values())
                .filter(holder -> holder.token().equals(token))
                .findFirst();
    }
}
