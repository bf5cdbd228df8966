package org.gongping.draw.pool;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.gongping.core.Refusal.FieldError;
import org.gongping.core.organisation.CreditCode;

/** What the contract cannot say of a form: codes that exist, check characters, dates in their order. */
final class FormCheck {
    private final List<FieldError> errors = new ArrayList<>();

    private FormCheck() {}

    static List<FieldError> of(ExpertContent form, Classification classes) {
        FormCheck check = new FormCheck();
        for (int i = 0; i < form.specialties().size(); i++) {
            if (!classes.has(form.specialties().get(i))) {
                check.error("/specialties/" + i, "专业代码不在分类表中", "The code is not in the classification");
            }
        }
        check.creditCode("/employer", form.employer());
        if (form.employer() != null && form.employerName() == null) {
            check.error("/employerName", "填写单位名称", "Give the name of the employer");
        }
        for (int i = 0; i < form.employments().size(); i++) {
            ExpertContent.Employment each = form.employments().get(i);
            check.creditCode("/employments/" + i + "/creditCode", each.creditCode());
            check.ordered("/employments/" + i + "/validUntil", each.validFrom(), each.validUntil());
        }
        for (int i = 0; i < form.qualifications().size(); i++) {
            ExpertContent.Qualification each = form.qualifications().get(i);
            check.ordered("/qualifications/" + i + "/expiresOn", each.issuedOn(), each.expiresOn());
        }
        for (int i = 0; i < form.relations().size(); i++) {
            ExpertContent.Relation each = form.relations().get(i);
            check.creditCode("/relations/" + i + "/creditCode", each.creditCode());
            check.ordered("/relations/" + i + "/validUntil", each.validFrom(), each.validUntil());
        }
        return check.errors;
    }

    private void creditCode(String pointer, String code) {
        if (code != null && !CreditCode.isValid(code)) {
            error(pointer, "统一社会信用代码校验位不正确，请核对", "The check character of the credit code does not agree");
        }
    }

    private void ordered(String pointer, LocalDate from, LocalDate until) {
        if (from != null && until != null && until.isBefore(from)) {
            error(pointer, "结束日期早于开始日期", "The end is before the beginning");
        }
    }

    private void error(String pointer, String zh, String en) {
        errors.add(new FieldError(pointer, zh, en));
    }
}
