package org.gongping.service.draw.pool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.Refusal;
import org.gongping.core.document.DocumentStore;
import org.gongping.draw.pool.IdentityNumber;
import org.gongping.draw.pool.load.CheckFile;
import org.gongping.draw.pool.load.EndImport;
import org.gongping.draw.pool.load.FileImport;
import org.gongping.draw.pool.load.ImportRepository;
import org.gongping.draw.pool.load.ListedProblem;
import org.gongping.draw.pool.sheet.SheetLimits;
import org.gongping.service.edge.Answer;
import org.gongping.service.edge.Call;
import org.gongping.service.edge.Operations;
import org.gongping.service.edge.Routes;
import org.gongping.service.edge.Upload;
import org.gongping.service.wire.Page;

/** Files for the pool: checked as they come, loaded when a person confirms, never kept. */
public final class ImportRoutes implements Routes {
    private final ImportRepository imports;
    private final CheckFile check;
    private final EndImport end;
    private final IdentityNumber identities;
    private final DocumentStore store;

    /** @param store only to take files in; none stays there */
    public ImportRoutes(
            ImportRepository imports, CheckFile check, EndImport end, IdentityNumber identities, DocumentStore store) {
        this.imports = imports;
        this.check = check;
        this.end = end;
        this.identities = identities;
        this.store = store;
    }

    record ImportJson(
            UUID id,
            FileImport.Kind kind,
            FileImport.State state,
            String fileName,
            String sha256,
            long size,
            String format,
            String library,
            String source,
            int rows,
            int created,
            int changed,
            int unchanged,
            int errors,
            int warnings,
            String uploadedBy,
            Instant uploadedAt,
            String confirmedBy,
            Instant confirmedAt,
            List<ListedProblem> problems) {
        static ImportJson of(FileImport file, List<ListedProblem> problems) {
            return new ImportJson(
                    file.id(),
                    file.kind(),
                    file.state(),
                    file.fileName(),
                    file.sha256(),
                    file.size(),
                    file.format(),
                    file.library(),
                    file.source().orElse(null),
                    file.counts().rows(),
                    file.counts().created(),
                    file.counts().changed(),
                    file.counts().unchanged(),
                    file.counts().errors(),
                    file.counts().warnings(),
                    file.uploadedBy(),
                    file.uploadedAt(),
                    file.confirmedBy().orElse(null),
                    file.confirmedAt().orElse(null),
                    problems);
        }
    }

    /** A file as it was taken in. */
    record Taken(Path file, String sha256, long size) {}

    @Override
    public void mount(Operations operations) {
        operations.upload("uploadExpertImport", new Receiving());
        operations.handle("listExpertImports", call -> {
            int limit = call.integer("limit");
            return Answer.ok(
                    Page.after(call).map(before -> imports.page(call.transaction(), before, limit + 1)),
                    rows -> Page.of(rows, limit, row -> row.id().toString(), row -> ImportJson.of(row, null)));
        });
        operations.handle(
                "getExpertImport",
                call -> shown(
                        call,
                        imports.find(call.transaction(), call.uuid("importId"))
                                .map(Outcome::done)
                                .orElseGet(() -> Outcome.refused(new Refusal.NotFound("import")))));
        operations.handle(
                "confirmExpertImport",
                call -> shown(call, end.confirm(call.transaction(), call.actor(), call.uuid("importId"))));
        operations.handle(
                "discardExpertImport",
                call -> shown(call, end.discard(call.transaction(), call.actor(), call.uuid("importId"))));
    }

    private Answer shown(Call call, Outcome<FileImport> file) {
        return Answer.ok(file, found -> ImportJson.of(found, imports.problems(call.transaction(), found.id())));
    }

    private final class Receiving implements Upload<Taken> {
        @Override
        public Outcome<?> admit(Call call) {
            boolean named = call.text("name").codePoints().noneMatch(Character::isISOControl)
                    && !call.text("name").isBlank();
            if (!named) {
                return Outcome.refused(Refusal.Invalid.of(
                        "query/name", "文件名不得为空，且不得含有控制字符", "A file name is not empty and has no control characters"));
            }
            return identities.hasKey() ? Outcome.done(named) : Outcome.refused(ExpertRoutes.noKey());
        }

        @Override
        public Outcome<Taken> receive(Call call, InputStream body) throws IOException {
            Path file = store.incoming();
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                long size = 0;
                try (InputStream in = new DigestInputStream(body, sha256);
                        OutputStream out = Files.newOutputStream(file)) {
                    byte[] buffer = new byte[1 << 16];
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        size += read;
                        if (size > SheetLimits.MAX_BYTES) {
                            Files.delete(file);
                            return Outcome.refused(new Refusal.TooLarge(SheetLimits.MAX_BYTES));
                        }
                        out.write(buffer, 0, read);
                    }
                }
                if (size == 0) {
                    Files.delete(file);
                    return Outcome.refused(Refusal.Invalid.of("", "文件为空", "The file is empty"));
                }
                return Outcome.done(new Taken(file, HexFormat.of().formatHex(sha256.digest()), size));
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        /** The file holds identity numbers in clear: it goes, whatever became of it. */
        @Override
        public void release(Taken taken) {
            try {
                Files.deleteIfExists(taken.file());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Answer record(Call call, Taken taken) {
            FileImport checked = check.execute(
                    call.transaction(),
                    call.actor(),
                    new CheckFile.Incoming(
                            FileImport.Kind.valueOf(call.text("kind")),
                            taken.file(),
                            call.text("name"),
                            taken.sha256(),
                            taken.size(),
                            call.text("library"),
                            call.optionalText("source")));
            return Answer.created(ImportJson.of(checked, imports.problems(call.transaction(), checked.id())));
        }
    }
}
