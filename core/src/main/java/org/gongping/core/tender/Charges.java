package org.gongping.core.tender;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.gongping.core.Refusal;
import org.gongping.core.tender.gate.ChargesFacts;

/**
 * What a tender document charges beside the deposit.
 *
 * @param documentFee yuan for one tender document; null where it is free
 * @param documentCost yuan that printing and postage of one cost, as the agency states it; null if not stated
 * @param feeBasis on what the fee rests, in words; null if not stated
 * @param performanceRate performance security (履约保证金) in percent of the contract price; null where none is asked
 */
public record Charges(BigDecimal documentFee, BigDecimal documentCost, String feeBasis, BigDecimal performanceRate) {
    private static final int FEN = 2;

    public boolean isEmpty() {
        return documentFee == null && performanceRate == null;
    }

    public ChargesFacts facts() {
        return new ChargesFacts(
                Optional.ofNullable(documentFee),
                Optional.ofNullable(documentCost),
                Optional.ofNullable(performanceRate));
    }

    void check(List<Refusal.FieldError> errors) {
        toTheFen(errors, "/documentFee", documentFee);
        toTheFen(errors, "/documentCost", documentCost);
        if (documentFee != null && documentFee.signum() > 0 && (feeBasis == null || feeBasis.isBlank())) {
            errors.add(new Refusal.FieldError(
                    "/documentFeeBasis", "收取招标文件费用的，请写明依据", "State on what the document fee rests"));
        }
        if (feeBasis != null && !feeBasis.isBlank() && !ShownText.isSound(feeBasis)) {
            errors.add(new Refusal.FieldError(
                    "/documentFeeBasis",
                    "不得含有不可见或控制方向的字符",
                    "It has no characters that cannot be seen or turn the direction of text"));
        }
    }

    private static void toTheFen(List<Refusal.FieldError> errors, String pointer, BigDecimal amount) {
        if (amount != null && amount.stripTrailingZeros().scale() > FEN) {
            errors.add(new Refusal.FieldError(pointer, "金额须精确到分", "An amount is to the fen"));
        }
    }
}
