package org.gongping.draw.ceremony;

import java.util.Map;
import java.util.Optional;
import org.gongping.core.Outcome;
import org.gongping.core.identity.Actor;
import org.gongping.core.organisation.CreditCode;

/**
 * Each party of a draw belongs to an organisation of its own, and the outside holder to that of no other: any two of the
 * three holders can open what the third has sealed, so an organisation with two keys could know the result early by itself
 * (VED-1 §2, §6).
 */
final class OwnOrganisation {
    private OwnOrganisation() {}

    /**
     * The credit code of the actor's organisation, where none of the others' keys was registered for it.
     *
     * @param present the key of each party that counts
     */
    static Outcome<String> of(Actor actor, Party party, Map<Party, KeyRepository.Registered> present) {
        Optional<String> own = actor.organisationCreditCode().filter(CreditCode::isValid);
        if (own.isEmpty()) {
            return DrawRefusals.conflict(
                    "no-organisation",
                    "登录账号未关联单位（统一社会信用代码），无法确认各方分属不同单位。请由账号管理员为该账号设置所属单位后重新登录，再登记密钥",
                    "Your account names no organisation by its unified social credit code, so nobody can tell that each party has its own. Let whoever keeps"
                            + " the accounts enter yours, log in again, then register the key");
        }
        for (KeyRepository.Registered other : present.values()) {
            if (other.party() != party && other.organisation().equals(own)) {
                return refused(party, other.party());
            }
        }
        return Outcome.done(own.get());
    }

    private static Outcome<String> refused(Party party, Party other) {
        if (party == Party.OUTSIDE) {
            return DrawRefusals.conflict(
                    "same-organisation",
                    "贵单位已登记%s的密钥，不得再任外地托管人。请招标代理机构接纳公证处或其他地区的交易中心为场地管理员，由其登记密钥".formatted(zh(other)),
                    ("The key of the %s was registered for your organisation, which therefore cannot be the outside holder."
                                    + " Let the agent admit a notary or a trading centre of another region as venue operator,"
                                    + " which registers its key")
                            .formatted(other.id()));
        }
        if (other == Party.OUTSIDE) {
            return DrawRefusals.conflict(
                    "same-organisation",
                    "贵单位已登记外地托管人的密钥，不得同时任%s。请招标代理机构接纳公证处或其他地区的交易中心为场地管理员，由其先登记新的外地托管人密钥，再登记本方密钥".formatted(zh(party)),
                    ("The key of the outside holder was registered for your organisation, which therefore cannot be the %s."
                                    + " Let the agent admit a notary or a trading centre of another region as venue operator,"
                                    + " which registers another key of the outside holder; then register yours")
                            .formatted(party.id()));
        }
        return DrawRefusals.conflict(
                "same-organisation",
                "贵单位已登记%s的密钥，各方应分属不同单位。请由另一单位的%s登记密钥".formatted(zh(other), zh(party)),
                ("The key of the %s was registered for your organisation, and each party belongs to one of its own. Let the %s"
                                + " of another organisation register this key")
                        .formatted(other.id(), party.id()));
    }

    private static String zh(Party party) {
        return switch (party) {
            case AGENT -> "招标代理机构";
            case OUTSIDE -> "外地托管人";
            case PLATFORM -> "平台";
            case SUPERVISOR -> "监督部门";
        };
    }
}
