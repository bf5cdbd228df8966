package org.gongping.core.verify.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.gongping.core.verify.Sha256;
import org.gongping.core.verify.envelope.Verdict.Question;

/**
 * Checks an envelope by what is at hand: without anything its format, by a receipt that it is what was received, by a key
 * all that is inside. Reads the file once, in the memory of one chunk, and throws for nothing that stands in it.
 */
public final class EnvelopeCheck {
    private static final Set<Rule> OF_RECEIPT = EnumSet.of(Rule.TENDER, Rule.LOT, Rule.KIND, Rule.BIDDER);

    private final Optional<SubmittedBid> bid;
    private final Keys keys;
    private final Optional<BigDecimal> price;
    private final Optional<byte[]> script;
    private final Verdict verdict = new Verdict();

    private EnvelopeCheck(Optional<SubmittedBid> bid, Keys keys, Optional<BigDecimal> price, Optional<byte[]> script) {
        this.bid = bid;
        this.script = script;
        this.keys = keys;
        this.price = price;
    }

    /**
     * Checks one file.
     *
     * @param file from its first byte
     * @param length of the file
     * @param bid what the receipt says
     * @param price in yuan, as it was read out
     * @param script SHA-256 of a build of the page's script
     * @throws IOException when the file cannot be read
     */
    public static Verdict check(
            InputStream file,
            long length,
            Optional<SubmittedBid> bid,
            Keys keys,
            Optional<BigDecimal> price,
            Optional<byte[]> script)
            throws IOException {
        var check = new EnvelopeCheck(bid, keys, price, script);
        check.script();
        check.run(file, length);
        return check.verdict;
    }

    private void run(InputStream file, long length) throws IOException {
        MessageDigest digest = Sha256.digest();
        var in = new DigestInputStream(file, digest);
        Header header;
        try {
            header = header(in, length, bid);
        } catch (Broken e) {
            verdict.broken(OF_RECEIPT.contains(e.rule()) ? Question.RECEIPT : Question.FORMAT, e);
            return;
        }
        format(header, length);
        content(header, in);
        in.transferTo(OutputStream.nullOutputStream());
        receipt(header, length, digest.digest());
    }

    /** All that needs no key, in the order of the document. */
    static Header header(InputStream in, long length, Optional<SubmittedBid> bid) throws IOException, Broken {
        Header header = Header.read(in);
        if (bid.isPresent()) {
            bid.get().hold(header);
        }
        if (length != header.fileBytes()) {
            throw Broken.at(
                    Rule.SIZE, Math.min(length, header.fileBytes()), length + " bytes, not " + header.fileBytes());
        }
        return header;
    }

    private void format(Header header, long length) {
        String escrow = header.escrow()
                .map(terms -> ", " + terms.k() + " / " + terms.shares().size())
                .orElse("");
        String about = "%s, %s / %d, %d B%s".formatted(header.kind(), header.tender(), header.lot(), length, escrow);
        verdict.holds(Question.FORMAT, "合格（" + about + "）", "sound (" + about + ")");
    }

    private void receipt(Header header, long length, byte[] sha256) {
        String hex = HexFormat.of().formatHex(sha256);
        if (bid.isEmpty()) {
            verdict.notChecked(Question.RECEIPT, "未提供回执；SHA-256 " + hex, "no receipt given; SHA-256 " + hex);
            return;
        }
        try {
            bid.get().hold(header, length, sha256);
            String said = bid.get().record() + ", " + bid.get().time() + ", SHA-256 " + hex;
            verdict.holds(Question.RECEIPT, "即回执所记（" + said + "）", "what it speaks of (" + said + ")");
        } catch (Broken e) {
            verdict.broken(Question.RECEIPT, e);
        }
    }

    /** What the receipt says of the page's script; that it names a record of the log is said, and no fault where not. */
    private void script() {
        Optional<SubmittedBid.Script> declared = bid.flatMap(SubmittedBid::script);
        if (declared.isEmpty()) {
            verdict.notChecked(Question.SCRIPT, "回执未记封装脚本", "no receipt names one");
            return;
        }
        String sha256 = declared.get().sha256();
        String found = script.map(HexFormat.of()::formatHex).orElse(sha256);
        if (!found.equals(sha256)) {
            verdict.broken(Question.SCRIPT, Broken.of(Rule.SCRIPT, found + ", receipt " + sha256));
            return;
        }
        String zh =
                declared.get().entry().map(entry -> "由日志记录 " + entry + " 公布").orElse("日志中没有公布它的记录");
        String en = declared.get()
                .entry()
                .map(entry -> "named by the record " + entry + " of the log")
                .orElse("named by no record of the log");
        if (script.isPresent()) {
            verdict.holds(
                    Question.SCRIPT, "与所给构建一致，" + zh + "：" + sha256, "is the build at hand, " + en + ": " + sha256);
        } else {
            verdict.notChecked(Question.SCRIPT, zh + "：" + sha256, en + ": " + sha256);
        }
    }

    private void content(Header header, InputStream in) throws IOException {
        if (keys.isEmpty()) {
            verdict.notChecked(Question.KEY, "未提供密钥", "no key given");
            verdict.notChecked(Question.CONTENT, "未打开", "not opened");
            return;
        }
        ContentKey key;
        try {
            key = keys.open(header);
            verdict.holds(Question.KEY, "与密钥承诺一致", "matches its commitment");
        } catch (Broken e) {
            verdict.broken(Question.KEY, e);
            return;
        }
        try {
            Manifest manifest = Contents.check(header, key, in);
            int files = manifest.files().size();
            verdict.holds(
                    Question.CONTENT,
                    header.chunks() + " 个密文块、文件清单和 " + files + " 个文件均相符",
                    "chunks " + header.chunks() + ", manifest and files " + files + " all match");
            price(manifest);
        } catch (Broken e) {
            verdict.broken(Question.CONTENT, e);
        }
    }

    private void price(Manifest manifest) {
        if (price.isEmpty()) {
            return;
        }
        String published = price.get().toPlainString();
        String found = manifest.price().orElse("-");
        if (manifest.price()
                .map(BigDecimal::new)
                .filter(is -> is.compareTo(price.get()) == 0)
                .isPresent()) {
            verdict.holds(Question.PRICE, "与封存的一致：" + found, "as it was sealed: " + found);
        } else {
            verdict.broken(Question.PRICE, Broken.of(Rule.PRICE, found + ", published " + published));
        }
    }
}
