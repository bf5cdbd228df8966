package org.gongping.draw.ceremony;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gongping.draw.escrow.Deposit;

/** What the shares of a deposit give that holders have opened. */
final class Opening {
    private Opening() {}

    /** The contribution, if any two of the shares give the one that was committed to. */
    static Optional<byte[]> contribution(Standing standing, String party, List<EscrowRepository.Opened> opened) {
        byte[] rulesHash = standing.attempt().rules().hash();
        for (int i = 0; i < opened.size(); i++) {
            for (int j = i + 1; j < opened.size(); j++) {
                Optional<byte[]> found = Deposit.contribution(
                        opened.get(i).share().orElseThrow(),
                        opened.get(j).share().orElseThrow(),
                        standing.attempt().draw(),
                        party,
                        rulesHash,
                        standing.attempt().poolRoot(),
                        standing.commitment(party));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether all holders have opened, and no two shares give what was committed to: its party answers for that. */
    static boolean isDefective(Standing standing, String party, List<EscrowRepository.Opened> opened) {
        return opened.size() == Deposit.HOLDERS.size()
                && contribution(standing, party, opened).isEmpty();
    }

    /** Whether the share carries the number of its holder. */
    static boolean isOf(Party holder, byte[] share) {
        return share[0] == holder.shareNumber();
    }

    static boolean hasOpened(Party holder, List<EscrowRepository.Opened> opened) {
        return opened.stream().anyMatch(each -> each.holder() == holder);
    }

    static boolean same(byte[] a, byte[] b) {
        return Arrays.equals(a, b);
    }
}
