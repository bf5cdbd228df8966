package org.gongping.draw.ceremony;

import java.util.Optional;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;

/** Why a step of a draw is not taken: what is awaited, and what to do next. */
final class DrawRefusals {
    private DrawRefusals() {}

    static <T> Outcome<T> conflict(String code, String zh, String en) {
        return Outcome.refused(new Refusal.Conflict(code, zh, en, Optional.empty()));
    }

    static <T> Outcome<T> invalid(String pointer, String zh, String en) {
        return Outcome.refused(Refusal.Invalid.of(pointer, zh, en));
    }

    static <T> Outcome<T> noAttempt() {
        return Outcome.refused(new Refusal.NotFound("attempt"));
    }

    /** The step belongs to another state; the present one says what is awaited. */
    static <T> Outcome<T> wrongState(Standing standing, Standing.State needed) {
        String present = standing.state().name();
        String awaited = standing.waitsFor().isEmpty() ? "–" : String.join(", ", standing.waitsFor());
        return Outcome.refused(new Refusal.WrongPhase(
                present,
                needed.name(),
                zh(standing, awaited),
                "This attempt is %s and waits for: %s".formatted(present, awaited)));
    }

    private static String zh(Standing standing, String awaited) {
        String present = switch (standing.state()) {
            case COMMITTING -> standing.waitsFor().contains("k1") ? "承诺已齐，正在等待见证人共同签署检查点 K1；签署之前不得托管或公开" : "正在等待各方提交承诺";
            case DEPOSITING -> "正在等待各方托管随机数";
            case CHECKING -> "正在等待两名持有人开启并核验平台的托管";
            case SEALED -> "各方随机数均已托管并核验，解密结束前不得公开";
            case REVEALING -> "正在公开随机数，平台最后公开";
            case FINISHING -> "随机数已全部公开，正在等待平台完成运算";
            case DRAWN -> "本次抽取已有结果";
            case ABORTED -> "本次抽取已中止";
        };
        return present + "（等待：" + awaited + "）";
    }

    static <T> Outcome<T> tooLate() {
        return conflict(
                "too-late",
                "本步骤的时限已过，系统将按规则处理",
                "The time of this step is over: the server carries out what the rules say of that");
    }

    static <T> Outcome<T> twice(String zh, String en) {
        return conflict("sent-twice", zh, en);
    }

    static <T> Outcome<T> badSignature() {
        return invalid(
                "/sig",
                "签名与已登记的密钥不符，请使用登记的密钥对本步骤重新签名",
                "The signature does not hold under the registered key: sign this very step with that key");
    }
}
