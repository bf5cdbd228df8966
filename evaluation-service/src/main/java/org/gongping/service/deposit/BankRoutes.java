package org.gongping.service.deposit;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.Sha256;
import org.gongping.core.deposit.BankEntry;
import org.gongping.core.deposit.BankEntryRepository;
import org.gongping.core.deposit.BankFileReader;
import org.gongping.core.deposit.TakeInMoney;
import org.gongping.core.rule.LegalPeriod;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.edge.Upload;
import org.gongping.service.wire.Page;

/** The bank's files at the trading centre, and the work list of what nobody could place. */
public final class BankRoutes implements Routes {
    private final TakeInMoney take;
    private final BankEntryRepository bank;
    private final BankFileReader reader = new BankFileReader();
    private final java.time.InstantSource clock;

    public BankRoutes(TakeInMoney take, BankEntryRepository bank, java.time.InstantSource clock) {
        this.take = take;
        this.bank = bank;
        this.clock = clock;
    }

    record StatementJson(
            UUID id, String sha256, BankEntry.Format format, String name, String messageId, Instant importedAt) {
        static StatementJson of(BankEntry.Statement statement) {
            return new StatementJson(
                    statement.id(),
                    statement.sha256(),
                    statement.format(),
                    statement.name(),
                    statement.messageId(),
                    statement.importedAt());
        }
    }

    record EntryJson(
            UUID id,
            UUID statementId,
            String reference,
            String amount,
            LocalDate receivedOn,
            Instant receivedAt,
            String payerName,
            String payerAccount,
            String virtualAccount,
            String remittance,
            BankEntry.Outcome outcome,
            BankEntry.Reason reason,
            String note,
            Instant resolvedAt) {
        static EntryJson of(BankEntry.Stored stored) {
            BankEntry entry = stored.entry();
            return new EntryJson(
                    stored.id(),
                    stored.statementId(),
                    entry.reference(),
                    DepositJson.yuan(entry.amount()),
                    entry.receivedOn(),
                    entry.receivedAt(),
                    entry.payerName(),
                    entry.payerAccount(),
                    entry.virtualAccount(),
                    entry.remittance(),
                    stored.outcome(),
                    stored.outcome() == BankEntry.Outcome.OPEN ? stored.reason() : null,
                    stored.note(),
                    stored.resolvedAt());
        }
    }

    record ImportJson(StatementJson statement, List<String> duplicates, List<EntryJson> open, int passedOver) {
        static ImportJson of(TakeInMoney.Taken taken) {
            return new ImportJson(
                    StatementJson.of(taken.statement()),
                    taken.duplicates(),
                    taken.open().stream().map(EntryJson::of).toList(),
                    taken.passedOver());
        }
    }

    record EntryInput(
            String reference,
            BigDecimal amount,
            Instant receivedAt,
            String payerName,
            String payerAccount,
            String virtualAccount,
            String remittance) {}

    record ResolutionInput(BankEntry.Outcome outcome, String virtualAccount, String note) {}

    record ResolvedJson(boolean resolved) {}

    @Override
    public void mount(Operations operations) {
        operations.upload("importBankStatement", new Receiving());
        operations.handle("listBankStatements", this::statements);
        operations.handle("listBankEntries", this::entries);
        operations.handle("enterBankEntry", this::enter);
        operations.handle("resolveBankEntry", this::resolve);
    }

    private Answer statements(Call call) {
        int limit = call.integer("limit");
        return Answer.ok(
                Page.after(call).map(after -> bank.statements(call.transaction(), after, limit + 1)),
                rows -> Page.of(rows, limit, row -> row.id().toString(), StatementJson::of));
    }

    private Answer entries(Call call) {
        int limit = call.integer("limit");
        return Answer.ok(
                Page.after(call)
                        .map(after -> call.text("view").equals("OPEN")
                                ? bank.open(call.transaction(), after, limit + 1)
                                : bank.settled(call.transaction(), clock.instant(), after, limit + 1)),
                rows -> Page.of(rows, limit, row -> row.id().toString(), EntryJson::of));
    }

    private Answer enter(Call call) {
        EntryInput input = call.body(EntryInput.class);
        if (input.amount().signum() == 0 || input.amount().stripTrailingZeros().scale() > 2) {
            return Answer.refused(
                    Refusal.Invalid.of("/amount", "金额须大于零、精确到分", "An amount is more than nothing, to the fen"));
        }
        if (input.receivedAt().isAfter(clock.instant())) {
            return Answer.refused(Refusal.Invalid.of("/receivedAt", "不能晚于现在", "It is not in the future"));
        }
        BankEntry entry = new BankEntry(
                BankEntry.Kind.CREDIT,
                "HAND:" + input.reference().strip(),
                input.amount().setScale(2),
                LegalPeriod.day(input.receivedAt()),
                input.receivedAt(),
                input.payerName(),
                input.payerAccount(),
                input.virtualAccount(),
                input.remittance());
        return Answer.created(
                take.file(
                        call.transaction(),
                        call.actor(),
                        new TakeInMoney.File(
                                BankEntry.Format.MANUAL,
                                "-",
                                Sha256.hex(entry.toString().getBytes(StandardCharsets.UTF_8)),
                                input.reference().strip(),
                                List.of(entry),
                                0)),
                ImportJson::of);
    }

    private Answer resolve(Call call) {
        ResolutionInput input = call.body(ResolutionInput.class);
        boolean isPlaced = input.outcome() == BankEntry.Outcome.MATCHED;
        if (isPlaced != (input.virtualAccount() != null)) {
            return Answer.refused(Refusal.Invalid.of(
                    "/virtualAccount", "记入保证金的须写明账号，退回的不写", "The account belongs to money that is placed alone"));
        }
        return Answer.ok(
                isPlaced
                        ? take.assign(
                                call.transaction(),
                                call.actor(),
                                call.uuid("bankEntryId"),
                                input.virtualAccount(),
                                input.note())
                        : take.sendBack(call.transaction(), call.actor(), call.uuid("bankEntryId"), input.note()),
                ResolvedJson::new);
    }

    private final class Receiving implements Upload<TakeInMoney.File> {
        @Override
        public Outcome<?> admit(Call call) {
            String name = call.text("name");
            return name.isBlank() || name.codePoints().anyMatch(Character::isISOControl)
                    ? Outcome.refused(Refusal.Invalid.of(
                            "query/name",
                            "文件名不得为空，且不得含有控制字符",
                            "A file name is not empty and has no control characters"))
                    : Outcome.done(name);
        }

        @Override
        public Outcome<TakeInMoney.File> receive(Call call, InputStream body) throws IOException {
            byte[] bytes = body.readNBytes(BankFileReader.MAX_BYTES + 1);
            return reader.read(BankEntry.Format.valueOf(call.text("format")), call.text("name"), bytes);
        }

        @Override
        public void release(TakeInMoney.File file) {
            // It was read in memory and is kept nowhere.
        }

        @Override
        public Answer record(Call call, TakeInMoney.File file) {
            return Answer.created(take.file(call.transaction(), call.actor(), file), ImportJson::of);
        }
    }
}
