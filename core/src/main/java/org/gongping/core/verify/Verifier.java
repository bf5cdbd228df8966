package org.gongping.core.verify;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks a log, a dossier or a receipt by a policy, and by nothing else: whoever made the target is not asked whether it
 * is good. What is wrong comes back in the report; nothing is thrown for it.
 */
public final class Verifier {
    private static final LogVerifier.Looker IGNORE = (index, leaf) -> {};
    /** Over a network the reading waits; from a disk it computes. */
    private static final int HTTP_THREADS = 16;

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final Path policyFile;
    private final Path stateFile;
    private final Limits limits;
    private final InstantSource clock;

    /**
     * @param policyFile C2SP tlog-policy
     * @param stateFile last checkpoint seen of each log; made when there is none, replaced after a log without findings
     */
    public Verifier(Path policyFile, Path stateFile, Limits limits) {
        this(policyFile, stateFile, limits, InstantSource.system());
    }

    /** @param clock of this machine: by it a promise is overdue that a log, read just now, has not kept */
    Verifier(Path policyFile, Path stateFile, Limits limits, InstantSource clock) {
        this.clock = clock;
        this.policyFile = policyFile;
        this.stateFile = stateFile;
        this.limits = limits;
    }

    /**
     * @param target URL or folder of a log, a dossier or an excerpt ({@code .zip}), a receipt ({@code .tlog-proof}) or a promise
     *     ({@code .gp-promise})
     */
    public Report verify(String target) {
        return verify(target, Optional.empty());
    }

    /**
     * As {@link #verify(String)}.
     *
     * @param other URL or folder of a second log: for a promise, the one in which what was promised is looked for; for a
     *     log, the one that it continues, which must be the one that its first record names, to the size and root there
     */
    public Report verify(String target, Optional<String> other) {
        Progress progress = new Progress(target, limits);
        Report.Kind kind = Report.Kind.UNKNOWN;
        try {
            kind = kindOf(target);
            Policy policy = policy();
            Memory memory = new Memory(stateFile);
            switch (kind) {
                case LOG -> {
                    log(target, policy, memory, progress, IGNORE, Optional.empty());
                    if (other.isPresent()) {
                        before(other.get(), policy, memory, progress);
                    }
                }
                case DOSSIER -> {
                    try (DossierArchive archive = DossierArchive.open(Path.of(target))) {
                        kind = new DossierVerifier(archive, policy, memory, progress).verify();
                    }
                }
                case RECEIPT -> receipt(Path.of(target), policy, memory, progress);
                case PROMISE -> promise(Path.of(target), other, policy, memory, progress);
                case UNKNOWN, EXCERPT -> throw new Refused(Finding.of(FindingCode.NOT_A_TARGET, target));
            }
        } catch (Refused e) {
            progress.add(e.finding());
        }
        return progress.report(kind);
    }

    private Policy policy() throws Refused {
        return PolicyReader.read(read(policyFile, PolicyReader.MAX_BYTES), policyFile.toString());
    }

    private void promise(Path path, Optional<String> log, Policy policy, Memory memory, Progress progress)
            throws Refused {
        String file = path.getFileName().toString();
        var verifier = new PromiseVerifier(policy, progress);
        Promised promised = verifier.check(read(path, Receipt.MAX_BYTES), file);
        if (log.isPresent()) {
            log(log.get(), policy, memory, progress, verifier::look, Optional.empty());
            Optional<Instant> now = isUrl(log.get()) ? Optional.of(clock.instant()) : Optional.empty();
            verifier.compare(promised, now, file);
        }
    }

    private void before(String target, Policy policy, Memory memory, Progress progress) throws Refused {
        Optional<Continuation> continuation = progress.continuation();
        if (continuation.isEmpty()) {
            progress.add(Finding.of(FindingCode.ORIGIN_NONE, FirstRecord.FILE));
            return;
        }
        Progress other = progress.forBefore();
        try {
            log(
                    target,
                    policy,
                    memory,
                    other,
                    IGNORE,
                    Optional.of(continuation.get().checkpoint()));
        } catch (Refused e) {
            other.add(e.finding());
        }
        progress.addAll(other, "before");
    }

    private void log(
            String target,
            Policy policy,
            Memory memory,
            Progress progress,
            LogVerifier.Looker looker,
            Optional<Checkpoint> named)
            throws Refused {
        boolean remote = isUrl(target);
        int threads = remote ? HTTP_THREADS : Runtime.getRuntime().availableProcessors();
        try (LogFiles files = remote ? http(target) : new FolderFiles(Path.of(target))) {
            new LogVerifier(files, threads, policy, memory, progress, limits, looker, named).verify();
        }
    }

    private LogFiles http(String target) throws Refused {
        try {
            URI base = URI.create(target);
            if (base.getHost() != null && base.getRawQuery() == null && base.getRawFragment() == null) {
                return new HttpFiles(base, limits.perFile());
            }
        } catch (IllegalArgumentException e) {
            throw new Refused(Finding.of(FindingCode.UNREACHABLE, target, e.getMessage()));
        }
        throw new Refused(Finding.of(FindingCode.UNREACHABLE, target, "URL"));
    }

    private static void receipt(Path path, Policy policy, Memory memory, Progress progress) throws Refused {
        String file = path.getFileName().toString();
        Receipt receipt = Receipt.parse(read(path, Receipt.MAX_BYTES), file);
        SealedCheckpoint sealed = policy.check(receipt.note(), file);
        progress.sealed(sealed);
        DossierVerifier.recall(memory, sealed, file, progress);
        OpenedRecord opened = OpenedRecord.prove(receipt, sealed.checkpoint(), file);
        progress.count(Report.Counted.RECEIPTS, 1);
        progress.proven(new String(opened.bytes(), StandardCharsets.UTF_8));
    }

    private static Report.Kind kindOf(String target) throws Refused {
        if (isUrl(target)) {
            return Report.Kind.LOG;
        }
        Path path = path(target);
        if (Files.isDirectory(path)) {
            return Report.Kind.LOG;
        }
        byte[] head = read(path, Receipt.HEADER.length());
        if (startsWith(head, ZIP)) {
            return Report.Kind.DOSSIER;
        }
        if (startsWith(head, (Promised.HEADER + "\n").getBytes(StandardCharsets.US_ASCII))) {
            return Report.Kind.PROMISE;
        }
        boolean receipt = startsWith(head, Receipt.HEADER.getBytes(StandardCharsets.US_ASCII));
        return receipt ? Report.Kind.RECEIPT : Report.Kind.UNKNOWN;
    }

    private static boolean isUrl(String target) {
        String lower = target.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }

    private static Path path(String target) throws Refused {
        try {
            return Path.of(target);
        } catch (InvalidPathException e) {
            throw new Refused(Finding.of(FindingCode.UNREACHABLE, target, e.getMessage()));
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    /** At most {@code limit} bytes and one more. */
    private static byte[] read(Path file, int limit) throws Refused {
        if (!Files.isRegularFile(file)) {
            throw new Refused(Finding.of(FindingCode.UNREACHABLE, file.toString(), "no such file"));
        }
        try (var stream = Files.newInputStream(file)) {
            return stream.readNBytes(limit + 1);
        } catch (IOException e) {
            throw new Refused(Finding.of(FindingCode.UNREACHABLE, file.toString(), e.toString()));
        }
    }
}
