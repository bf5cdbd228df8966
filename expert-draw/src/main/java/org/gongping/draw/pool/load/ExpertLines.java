package org.gongping.draw.pool.load;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gongping.core.db.Transaction;
import org.gongping.draw.pool.ContentJson;
import org.gongping.draw.pool.Expert;
import org.gongping.draw.pool.ExpertContent;
import org.gongping.draw.pool.ExpertRepository;
import org.gongping.draw.pool.Standing;
import org.gongping.draw.pool.sheet.Problem;
import org.gongping.draw.pool.sheet.SheetReader;

/** Holds the rows of a file of experts against one another and against the pool, and keeps those that change it. */
final class ExpertLines {
    private final ExpertRepository experts;
    private final ImportRepository imports;
    private final Transaction tx;
    private final UUID importId;
    private final Optional<Standing> standing;
    private final LocalDate today;
    private final Report report;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> persons = new HashMap<>();
    private final Map<String, Integer> accounts = new HashMap<>();

    ExpertLines(
            ExpertRepository experts,
            ImportRepository imports,
            Transaction tx,
            UUID importId,
            Optional<Standing> standing,
            LocalDate today,
            Report report) {
        this.experts = experts;
        this.imports = imports;
        this.tx = tx;
        this.importId = importId;
        this.standing = standing;
        this.today = today;
        this.report = report;
    }

    void take(List<SheetReader.Line<ExpertContent>> lines) {
        Map<String, Expert> known =
                experts
                        .byNumbers(
                                tx,
                                lines.stream()
                                        .map(each -> each.content().poolNo())
                                        .toList(),
                                false)
                        .stream()
                        .collect(Collectors.toMap(each -> each.content().poolNo(), each -> each));
        Map<String, List<ExpertRepository.Bearer>> bearers = experts.byIdentities(
                tx, lines.stream().map(each -> each.content().identity()).toList());
        Map<String, String> logins = experts.byAccounts(
                tx,
                lines.stream()
                        .map(each -> each.content().account())
                        .filter(Objects::nonNull)
                        .toList());
        List<ImportRepository.Waiting> waiting = new ArrayList<>();
        for (SheetReader.Line<ExpertContent> line : lines) {
            Expert present = known.get(line.content().poolNo());
            boolean sound = isOnce(line)
                    & isThatPerson(line, present)
                    & isNobodyElse(line, bearers)
                    & hasOwnAccount(line, logins);
            if (sound && changes(line, present)) {
                waiting.add(new ImportRepository.Waiting(line.line(), ContentJson.write(line.content())));
            }
        }
        // After an error nothing will be loaded; the rest is read to tell of all that is wrong.
        if (!report.hasErrors()) {
            imports.insertRows(tx, importId, waiting);
        }
    }

    private boolean isOnce(SheetReader.Line<ExpertContent> line) {
        ExpertContent content = line.content();
        boolean number = isFirst(line, numbers, content.poolNo(), "专家编号", Problem.Kind.NUMBER_TWICE);
        boolean person = isFirst(line, persons, content.identity(), "证件号码", Problem.Kind.PERSON_TWICE);
        boolean account = content.account() == null
                || isFirst(line, accounts, content.account(), "登录账号", Problem.Kind.ACCOUNT_TAKEN);
        return number & person & account;
    }

    private boolean isFirst(
            SheetReader.Line<?> line, Map<String, Integer> seen, String value, String column, Problem.Kind otherwise) {
        Integer earlier = seen.putIfAbsent(value, line.line());
        if (earlier != null) {
            report.tell(new Problem(line.line(), column, otherwise, String.valueOf(earlier)));
        }
        return earlier == null;
    }

    private boolean isThatPerson(SheetReader.Line<ExpertContent> line, Expert present) {
        if (present == null) {
            return true;
        }
        if (!present.content().library().equals(line.content().library())) {
            return tell(line, "专家编号", Problem.Kind.OTHER_LIBRARY);
        }
        return present.content().identity().equals(line.content().identity())
                || tell(line, "证件号码", Problem.Kind.NUMBER_OF_ANOTHER);
    }

    private boolean isNobodyElse(
            SheetReader.Line<ExpertContent> line, Map<String, List<ExpertRepository.Bearer>> bearers) {
        ExpertContent content = line.content();
        for (ExpertRepository.Bearer bearer : bearers.getOrDefault(content.identity(), List.of())) {
            if (bearer.poolNo().equals(content.poolNo())) {
                continue;
            }
            if (bearer.library().equals(content.library())) {
                return tell(line, "证件号码", Problem.Kind.PERSON_KNOWN);
            }
            if (bearer.state() == Expert.State.ACTIVE) {
                tell(line, "证件号码", Problem.Kind.ANOTHER_POOL);
            }
        }
        return true;
    }

    private boolean hasOwnAccount(SheetReader.Line<ExpertContent> line, Map<String, String> logins) {
        String bearer = logins.get(line.content().account());
        return bearer == null
                || bearer.equals(line.content().poolNo())
                || tell(line, "登录账号", Problem.Kind.ACCOUNT_TAKEN);
    }

    /** Whether the pool is another with this row; warns of what will bar the person. */
    private boolean changes(SheetReader.Line<ExpertContent> line, Expert present) {
        if (present != null && present.state() == Expert.State.RETIRED) {
            tell(line, "专家编号", Problem.Kind.EXPERT_RETIRED);
            report.unchanged();
            return false;
        }
        if (standing.filter(asked -> !asked.isMetBy(line.content(), today)).isPresent()) {
            tell(line, "职称级别", Problem.Kind.STANDING);
        }
        if (line.content().qualifiedUntil().filter(today::isAfter).isPresent()) {
            tell(line, "资格", Problem.Kind.QUALIFICATION_OVER);
        }
        if (present == null) {
            report.created();
            return true;
        }
        if (line.content().following(present.content(), today).equals(present.content())) {
            report.unchanged();
            return false;
        }
        report.changed();
        return true;
    }

    private boolean tell(SheetReader.Line<?> line, String column, Problem.Kind kind) {
        report.tell(new Problem(line.line(), column, kind, ""));
        return false;
    }
}
