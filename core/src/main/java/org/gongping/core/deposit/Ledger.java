package org.gongping.core.deposit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gongping.core.rule.Bilingual;

/**
 * The ledger of one deposit: its events, and the pots between which they move money. Nothing is made and nothing is
 * lost: what was lodged, and not taken back, is held, refunded or retained; interest and occupation fee are paid beside it.
 * An event that would break this is refused and changes nothing. Immutable.
 */
public final class Ledger {
    private static final BigDecimal NONE = BigDecimal.ZERO.setScale(2);

    private final BigDecimal asked;
    private final BigDecimal due;
    private final List<DepositEvent> events;
    private final Balances balances;
    private final boolean verified;
    private final boolean refused;
    private final boolean withdrawn;
    private final boolean disputed;
    private final boolean replaced;

    /** The pots, in yuan. */
    public record Balances(
            BigDecimal waived,
            BigDecimal lodged,
            BigDecimal held,
            BigDecimal refunded,
            BigDecimal retained,
            BigDecimal interest,
            BigDecimal fee) {
        static final Balances EMPTY = new Balances(NONE, NONE, NONE, NONE, NONE, NONE, NONE);
    }

    private Ledger(
            BigDecimal asked,
            BigDecimal due,
            List<DepositEvent> events,
            Balances balances,
            boolean verified,
            boolean refused,
            boolean withdrawn,
            boolean disputed,
            boolean replaced) {
        this.asked = asked;
        this.due = due;
        this.events = List.copyOf(events);
        this.balances = balances;
        this.verified = verified;
        this.refused = refused;
        this.withdrawn = withdrawn;
        this.disputed = disputed;
        this.replaced = replaced;
    }

    /**
     * A ledger without events.
     *
     * @param asked what the tender document asks
     * @param due what is left of it after a waiver
     */
    public static Ledger open(BigDecimal asked, BigDecimal due) {
        return new Ledger(
                asked.setScale(2), due.setScale(2), List.of(), Balances.EMPTY, false, false, false, false, false);
    }

    /**
     * The ledger of stored events.
     *
     * @throws IllegalStateException when they do not follow from one another
     */
    public static Ledger of(BigDecimal asked, BigDecimal due, List<DepositEvent> events) {
        Ledger ledger = open(asked, due);
        for (DepositEvent event : events) {
            Optional<Bilingual> fault = ledger.fault(event);
            if (fault.isPresent()) {
                throw new IllegalStateException("event " + event.kind() + " does not follow: "
                        + fault.get().en());
            }
            ledger = ledger.plus(event);
        }
        return ledger;
    }

    public List<DepositEvent> events() {
        return events;
    }

    public Balances balances() {
        return balances;
    }

    public BigDecimal due() {
        return due;
    }

    public boolean isVerified() {
        return verified;
    }

    public boolean isRefused() {
        return refused;
    }

    public boolean isReplaced() {
        return replaced;
    }

    /** When the bid was withdrawn; empty if it was not, or if the deposit was reinstated since. */
    public Optional<Instant> withdrawnAt() {
        return events.stream()
                .filter(event -> withdrawn && event.kind() == DepositEvent.Kind.WITHDRAWN)
                .map(DepositEvent::at)
                .reduce((_, later) -> later);
    }

    /** Whether it stands for a bid: waived in whole, or verified and still there. */
    public boolean secures() {
        boolean waivedInWhole = due.signum() == 0 && balances.waived().signum() > 0;
        return !withdrawn
                && !replaced
                && (waivedInWhole || verified && balances.held().compareTo(due) >= 0);
    }

    /**
     * @param afterDeadline whether the bid deadline has come
     * @param isDue whether the event has happened by which it falls due
     */
    public DepositState state(boolean afterDeadline, boolean isDue) {
        if (replaced) {
            return DepositState.REPLACED;
        }
        if (disputed) {
            return DepositState.DISPUTED;
        }
        if (balances.lodged().signum() == 0) {
            return due.signum() == 0 && balances.waived().signum() > 0 ? DepositState.WAIVED : DepositState.REQUIRED;
        }
        if (balances.held().signum() == 0) {
            return balances.retained().signum() > 0 ? DepositState.RETAINED : DepositState.REFUNDED;
        }
        if (isDue) {
            return DepositState.REFUND_DUE;
        }
        if (!verified) {
            return DepositState.LODGED;
        }
        return afterDeadline ? DepositState.HELD : DepositState.VERIFIED;
    }

    /** Why the event cannot come next; empty if it can. */
    public Optional<Bilingual> fault(DepositEvent event) {
        if (!events.isEmpty() && event.at().isBefore(events.getLast().at())) {
            return no("时间早于上一事项", "it is older than the event before it");
        }
        if (replaced) {
            return no("已改用其他方式", "another form was chosen");
        }
        boolean positive = event.amount().signum() > 0;
        return switch (event.kind()) {
            case WAIVED ->
                unless(
                        positive
                                && event.amount().compareTo(asked.subtract(due)) == 0
                                && balances.waived().signum() == 0
                                && balances.lodged().signum() == 0,
                        "免收只能记一次，且等于应免金额",
                        "a waiver comes once, first, and of what is waived");
            case LODGED ->
                unless(positive && due.signum() > 0 && !withdrawn && !isClosed(), "不能再缴入", "nothing more can be given");
            case TAKEN_BACK ->
                unless(
                        positive
                                && !disputed
                                && event.amount().compareTo(balances.lodged()) == 0
                                && event.amount().compareTo(balances.held()) == 0,
                        "冲正或收回的不是在管的全部金额，或者正在异议中",
                        "what is taken back is all that was lodged, still held, and not in dispute");
            case VERIFIED ->
                unless(
                        !verified
                                && !refused
                                && balances.held().compareTo(due) >= 0
                                && balances.held().signum() > 0,
                        "尚未足额缴入或已核验",
                        "it is not there in full, or was looked at already");
            case REFUSED ->
                unless(
                        !verified && !refused && balances.held().signum() > 0,
                        "没有待核验的保证金",
                        "nothing waits to be looked at");
            case WITHDRAWN -> unless(!withdrawn, "已撤回", "the bid is withdrawn already");
            case REINSTATED ->
                unless(
                        withdrawn
                                && !refused
                                && events.stream().noneMatch(each -> each.kind() == DepositEvent.Kind.REFUNDED),
                        "没有因撤回而待退的保证金，或已经退还过",
                        "nothing waits because of a withdrawal, or it was paid back");
            case REFUNDED ->
                unless(
                        positive && !disputed && event.amount().compareTo(balances.held()) <= 0,
                        "退还金额须大于零、不超过在管金额，且不在异议中",
                        "a refund is of what is held, and waits for the end of a dispute");
            case RETURNED ->
                unless(
                        positive
                                && event.amount().compareTo(balances.refunded()) <= 0
                                && event.interest().compareTo(balances.interest()) <= 0
                                && event.fee().compareTo(balances.fee()) <= 0,
                        "退回金额超过已退金额",
                        "more came back than was refunded");
            case RETAINED ->
                unless(
                        positive
                                && verified
                                && !withdrawn
                                && !disputed
                                && event.amount().compareTo(balances.held()) <= 0,
                        "不予退还的金额须大于零、不超过在管金额",
                        "what is retained is verified and held");
            case DISPUTED ->
                unless(!disputed && balances.lodged().signum() > 0, "没有可提出异议的保证金", "there is nothing to dispute");
            case SETTLED ->
                unless(
                        disputed && event.amount().compareTo(balances.retained()) <= 0,
                        "没有待处理的异议，或改退金额超过不予退还的金额",
                        "there is no dispute, or more is released than was retained");
            case ACCOUNT_CORRECTED -> unless(balances.held().signum() > 0, "没有待退还的保证金", "nothing is left to refund");
            case REPLACED ->
                unless(
                        balances.lodged().signum() == 0 && balances.waived().compareTo(asked) < 0 && !withdrawn,
                        "已缴入或已免收，不能改用其他方式",
                        "something was given or all is waived: the form stands");
        };
    }

    private boolean isClosed() {
        return balances.lodged().signum() > 0 && balances.held().signum() == 0;
    }

    private static Optional<Bilingual> unless(boolean admitted, String zh, String en) {
        return admitted ? Optional.empty() : no(zh, en);
    }

    private static Optional<Bilingual> no(String zh, String en) {
        return Optional.of(new Bilingual(zh, en));
    }

    /**
     * The ledger with one more event.
     *
     * @throws IllegalArgumentException for one that cannot come next
     */
    public Ledger plus(DepositEvent event) {
        fault(event).ifPresent(fault -> {
            throw new IllegalArgumentException(event.kind() + ": " + fault.en());
        });
        boolean isTakenBack = event.kind() == DepositEvent.Kind.TAKEN_BACK;
        List<DepositEvent> more = new ArrayList<>(events);
        more.add(event);
        return new Ledger(
                asked,
                due,
                more,
                moved(event),
                !isTakenBack && (verified || event.kind() == DepositEvent.Kind.VERIFIED),
                !isTakenBack && (refused || event.kind() == DepositEvent.Kind.REFUSED),
                event.kind() == DepositEvent.Kind.WITHDRAWN
                        || withdrawn && event.kind() != DepositEvent.Kind.REINSTATED,
                event.kind() == DepositEvent.Kind.DISPUTED || disputed && event.kind() != DepositEvent.Kind.SETTLED,
                event.kind() == DepositEvent.Kind.REPLACED);
    }

    private Balances moved(DepositEvent event) {
        Balances b = balances;
        BigDecimal amount = event.amount();
        return switch (event.kind()) {
            case WAIVED ->
                new Balances(b.waived.add(amount), b.lodged, b.held, b.refunded, b.retained, b.interest, b.fee);
            case LODGED ->
                new Balances(
                        b.waived, b.lodged.add(amount), b.held.add(amount), b.refunded, b.retained, b.interest, b.fee);
            case TAKEN_BACK ->
                new Balances(
                        b.waived,
                        b.lodged.subtract(amount),
                        b.held.subtract(amount),
                        b.refunded,
                        b.retained,
                        b.interest,
                        b.fee);
            case REFUNDED ->
                new Balances(
                        b.waived,
                        b.lodged,
                        b.held.subtract(amount),
                        b.refunded.add(amount),
                        b.retained,
                        b.interest.add(event.interest()),
                        b.fee.add(event.fee()));
            case RETURNED ->
                new Balances(
                        b.waived,
                        b.lodged,
                        b.held.add(amount),
                        b.refunded.subtract(amount),
                        b.retained,
                        b.interest.subtract(event.interest()),
                        b.fee.subtract(event.fee()));
            case RETAINED ->
                new Balances(
                        b.waived,
                        b.lodged,
                        b.held.subtract(amount),
                        b.refunded,
                        b.retained.add(amount),
                        b.interest,
                        b.fee);
            case SETTLED ->
                new Balances(
                        b.waived,
                        b.lodged,
                        b.held.add(amount),
                        b.refunded,
                        b.retained.subtract(amount),
                        b.interest,
                        b.fee);
            case VERIFIED, REFUSED, WITHDRAWN, REINSTATED, DISPUTED, ACCOUNT_CORRECTED, REPLACED -> b;
        };
    }
}
