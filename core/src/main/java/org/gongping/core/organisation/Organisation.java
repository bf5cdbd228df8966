package org.gongping.core.organisation;

import java.util.UUID;

/**
 * An organisation that takes part in tenders.
 *
 * @param creditCode unified social credit code (统一社会信用代码, GB 32100)
 */
public record Organisation(UUID id, String name, Kind kind, String creditCode) {
    /** What the organisation is on the platform. */
    public enum Kind {
        PROJECT_OWNER,
        TENDER_AGENT,
        BIDDER,
        SUPERVISORY_AUTHORITY,
        TRADING_CENTRE
    }
}
