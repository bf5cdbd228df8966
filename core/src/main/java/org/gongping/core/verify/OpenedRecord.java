package org.gongping.core.verify;

import java.util.Arrays;

/**
 * A record that has been proven to be in a log at its index.
 *
 * @param commitment hex
 * @param bytes the record itself
 */
record OpenedRecord(long index, String commitment, byte[] bytes) {
    private static final int SALT_LENGTH = 32;

    /** Computes commitment, entry and leaf from what a receipt carries and follows its proof to the checkpoint's root. */
    static OpenedRecord prove(Receipt receipt, Checkpoint checkpoint, String file) throws Refused {
        byte[] extra = receipt.extra().orElse(new byte[0]);
        if (extra.length <= SALT_LENGTH) {
            throw new Refused(Finding.at(FindingCode.RECEIPT_EXTRA, file, receipt.index()));
        }
        byte[] salt = Arrays.copyOf(extra, SALT_LENGTH);
        byte[] record = Arrays.copyOfRange(extra, SALT_LENGTH, extra.length);
        String commitment = Entry.commitment(salt, record);
        byte[] leaf = Merkle.leaf(Entry.of(commitment));
        if (!Merkle.includes(receipt.index(), checkpoint.size(), leaf, receipt.proof(), checkpoint.root())) {
            throw new Refused(Finding.at(FindingCode.RECEIPT_INCLUSION, file, receipt.index()));
        }
        return new OpenedRecord(receipt.index(), commitment, record);
    }
}
