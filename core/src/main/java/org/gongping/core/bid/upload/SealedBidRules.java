package org.gongping.core.bid.upload;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gongping.core.Refusal;
import org.gongping.core.bid.envelope.EnvelopeFault;
import org.gongping.core.bid.envelope.EnvelopeHeader;
import org.gongping.core.bid.envelope.EnvelopeKind;
import org.gongping.core.bid.plan.Holder;
import org.gongping.core.bid.plan.OpeningKey;
import org.gongping.core.bid.plan.OpeningPlan;
import org.gongping.core.tender.Lot;
import org.gongping.core.tender.Project;

/** What a platform that cannot read an envelope can still ask of it (rule S01; 电子招标投标办法 Art. 26). */
public final class SealedBidRules {
    private SealedBidRules() {}

    /** Whether this bidder sealed the envelope for this lot, and to those whom the tender document names and nobody else. */
    static Optional<EnvelopeFault> check(
            Project project,
            Lot lot,
            OpeningPlan plan,
            Map<Holder, OpeningKey> keys,
            EnvelopeKind kind,
            String creditCode,
            EnvelopeHeader header) {
        if (!header.tender().equals(project.code())) {
            return Optional.of(EnvelopeFault.TENDER);
        }
        if (header.lot() != lot.no()) {
            return Optional.of(EnvelopeFault.LOT);
        }
        if (header.kind() != kind) {
            return Optional.of(EnvelopeFault.KIND);
        }
        if (!header.isOf(creditCode)) {
            return Optional.of(EnvelopeFault.BIDDER);
        }
        return isSealedToHolders(plan, keys, header) ? Optional.empty() : Optional.of(EnvelopeFault.HOLDERS);
    }

    private static boolean isSealedToHolders(OpeningPlan plan, Map<Holder, OpeningKey> keys, EnvelopeHeader header) {
        if (plan.remedy().isEmpty() || header.escrow().isEmpty()) {
            return plan.remedy().isEmpty() && header.escrow().isEmpty();
        }
        List<EnvelopeHeader.Share> shares = header.escrow().get().shares();
        List<Holder> holders = plan.holders();
        boolean isSame = header.escrow().get().k() == plan.remedy().get().k() && shares.size() == holders.size();
        for (int i = 0; isSame && i < holders.size(); i++) {
            isSame = shares.get(i).holder().equals(holders.get(i).token())
                    && Arrays.equals(
                            shares.get(i).key(), keys.get(holders.get(i)).key());
        }
        return isSame;
    }

    static Refusal refusal(EnvelopeKind kind, EnvelopeFault fault) {
        return Refusal.Invalid.of(
                "/envelopes/" + kind.token(),
                "拒收：" + fault.zh() + "。请重新加密后再上传（依据：《电子招标投标办法》第二十六条，规则 S01）",
                "Refused: " + fault.en() + ". Seal it again, then send it (rule S01)");
    }

    public static Refusal tooLate() {
        return new Refusal.WrongPhase(
                "CLOSED",
                "PUBLISHED",
                "投标截止时间已过：截止时未传输完成的视为撤回，之后送达的不予接收（依据：《电子招标投标办法》第二十七条，规则 S03）",
                "The bid deadline has passed: what was not complete counts as withdrawn, what comes later is refused (rule S03)");
    }
}
