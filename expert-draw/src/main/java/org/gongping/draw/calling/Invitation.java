package org.gongping.draw.calling;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.gongping.core.rule.Bilingual;

/**
 * All that an expert is told before the identity check at the venue: time, place, broad class, expected length, pay,
 * lodging. It has no member for a project, a bidder or another member of the committee, and must get none.
 *
 * @param place venue, as the plan names it; of a plan that names none, the sender's own place
 * @param broadClass of the specialty, the broadest
 * @param terms what holds for every invitation of this centre
 */
public record Invitation(Instant from, Duration expected, String place, Bilingual broadClass, Terms terms) {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter ZH =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA).withZone(ZONE);
    private static final DateTimeFormatter EN =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH).withZone(ZONE);

    public Invitation {
        place = place.isBlank() ? terms.sender() : place;
    }

    /**
     * What the operator of the server has written for all invitations.
     *
     * @param sender who invites, such as the trading centre
     * @param pay what is paid, and by whom
     * @param lodging board and lodging
     * @param enquiries telephone for questions
     */
    public record Terms(String sender, String pay, String lodging, String enquiries) {}

    /** In Chinese, answer and all. */
    public String zh(Instant answerBefore, String howToAnswer) {
        return "【" + terms.sender() + "】您被随机抽取为评审专家。时间：" + ZH.format(from) + "；地点：" + place + "；专业大类："
                + broadClass.zh() + "；预计时长：" + expected.toHours() + "小时；劳务报酬：" + terms.pay() + "；食宿："
                + terms.lodging() + "。请携带身份证件。请于" + ZH.format(answerBefore) + "前答复，逾期视为不参加。" + howToAnswer + "咨询："
                + terms.enquiries() + "。";
    }

    /** In English, answer and all. */
    public String en(Instant answerBefore, String howToAnswer) {
        return terms.sender() + ": you have been drawn at random as an evaluation expert. Time: " + EN.format(from)
                + " (China Standard Time). Place: " + place + ". Field: " + broadClass.en() + ". Expected length: "
                + expected.toHours() + " hours. Pay: " + terms.pay() + ". Lodging: " + terms.lodging()
                + ". Bring your identity document. Please answer before " + EN.format(answerBefore)
                + "; no answer counts as a refusal. " + howToAnswer + " Questions: " + terms.enquiries() + ".";
    }

    /** A time as invitations write it, in legal time. */
    static Bilingual time(Instant at) {
        return new Bilingual(ZH.format(at), EN.format(at));
    }

    /** That somebody who had confirmed need not come, in both languages. */
    public static Bilingual cancellation(Instant day, Terms terms) {
        return new Bilingual(
                "【" + terms.sender() + "】原定于" + ZH.format(day) + "的评审安排已取消，您无需前往。咨询：" + terms.enquiries() + "。",
                terms.sender() + ": the evaluation of " + EN.format(day)
                        + " (China Standard Time) is off; you need not come. Questions: " + terms.enquiries() + ".");
    }
}
