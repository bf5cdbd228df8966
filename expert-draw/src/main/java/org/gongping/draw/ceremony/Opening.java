package org.gongping.draw.ceremony;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gongping.draw.escrow.Deposit;

/** What the shares of a deposit give that holders have opened. */
final class Opening {
    private Opening() {}

    /** The contribution, if any two of the shares give the one that was committed to. */
    static Optional<byte[]> contribution(Standing standing, String party, List<EscrowRepository.Opened> opened) {
        byte[] rulesHash = standing.run().rulesHash();
        for (int i = 0; i < opened.size(); i++) {
            for (int j = i + 1; j < opened.size(); j++) {
                Optional<byte[]> found = Deposit.contribution(
                        opened.get(i).share().orElseThrow(),
                        opened.get(j).share().orElseThrow(),
                        standing.run().draw(),
                        party,
                        rulesHash,
                        standing.run().poolRoot(),
                        standing.commitment(party));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the party answers for it that its deposit does not give what it committed itself to: all holders have opened,
     * and no two shares do. A party that is a holder cannot put this off by keeping its own share back: once the others have
     * opened, it has the time of a reveal to bring it, or to reveal.
     */
    static boolean isDefective(Standing standing, String party, List<EscrowRepository.Opened> opened, Instant now) {
        if (contribution(standing, party, opened).isPresent()) {
            return false;
        }
        List<String> missing = Deposit.HOLDERS.stream()
                .filter(holder ->
                        opened.stream().noneMatch(each -> each.holder().id().equals(holder)))
                .toList();
        if (missing.isEmpty()) {
            return true;
        }
        int grace = standing.run().timeouts().reveal();
        return missing.equals(List.of(party))
                && !now.isBefore(opened.getLast().at().plusSeconds(grace));
    }

    /** Whether the share carries the number of its holder, or is the word that there is none. */
    static boolean isOf(Party holder, byte[] share) {
        return share[0] == holder.shareNumber() || Deposit.isNoShare(share);
    }

    static boolean hasOpened(Party holder, List<EscrowRepository.Opened> opened) {
        return opened.stream().anyMatch(each -> each.holder() == holder);
    }

    static boolean same(byte[] a, byte[] b) {
        return Arrays.equals(a, b);
    }
}
