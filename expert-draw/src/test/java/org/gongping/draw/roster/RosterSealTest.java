package org.gongping.draw.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.gongping.core.audit.CanonicalJson;
import org.gongping.core.seal.SealedBox;
import org.gongping.draw.protocol.DrawId;
import org.gongping.draw.protocol.Exclusion;
import org.gongping.draw.protocol.ExpertRecord;
import org.gongping.draw.protocol.Octets;
import org.junit.jupiter.api.Test;

class RosterSealTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DrawId DRAW = new DrawId("GP-2026-1", 1);

    private static byte[] bytes() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static RosterEntry eligible(String... specialties) {
        return new RosterEntry(
                UUID.randomUUID(),
                new ExpertRecord(
                        Octets.hex(bytes()).substring(0, 32),
                        List.of(specialties),
                        "350505",
                        "0123456789abcdef",
                        Optional.empty(),
                        Octets.hex(bytes())),
                Optional.empty());
    }

    private static RosterEntry excluded() {
        ObjectNode evidence =
                JsonNodeFactory.instance.objectNode().put("name", "某单位 \"A\"").put("share", 30);
        return new RosterEntry(
                UUID.randomUUID(),
                new ExpertRecord(
                        "e".repeat(32),
                        List.of("A01", "A0102"),
                        "350505",
                        "0123456789abcdef",
                        Optional.of(new Exclusion(
                                Exclusion.Reason.CONFLICT_EMPLOYER,
                                Octets.hex(Octets.sha256(CanonicalJson.bytes(evidence))))),
                        "a".repeat(64)),
                Optional.of(evidence));
    }

    @Test
    void opensWhatItSealed() {
        try (RosterSeal seal = RosterSeal.fresh(DRAW, RANDOM)) {
            int index = 0;
            for (RosterEntry entry : List.of(eligible("A01"), eligible("A01", "B02"), excluded())) {
                byte[] leaf = entry.expert().leaf();
                byte[] sealed = seal.seal(index, leaf, entry);
                assertThat(seal.open(index, leaf, sealed)).contains(entry);
                index++;
            }
            byte[] salt = bytes();
            assertThat(seal.openEmployerSalt(seal.sealEmployerSalt(salt))).contains(salt);
        }
    }

    @Test
    void anEntryIsCanonicalJson() throws Exception {
        RosterEntry entry = excluded();
        assertThat(CanonicalJson.bytes(CanonicalJson.parse(entry.bytes()))).isEqualTo(entry.bytes());
        assertThat(CanonicalJson.parse(entry.bytes()).get("record"))
                .isEqualTo(CanonicalJson.parse(entry.expert().jcs()));
    }

    @Test
    void anEntryOpensAtNoOtherPlaceAndInNoOtherDraw() {
        RosterEntry entry = eligible("A01");
        byte[] leaf = entry.expert().leaf();
        byte[] platformKey = bytes();
        byte[] supervisorKey = bytes();
        try (RosterSeal seal = RosterSeal.fresh(DRAW, RANDOM)) {
            byte[] sealed = seal.seal(7, leaf, entry);
            assertThat(seal.open(8, leaf, sealed)).isEmpty();
            assertThat(seal.open(7, bytes(), sealed)).isEmpty();
            byte[] changed = sealed.clone();
            changed[3] ^= 1;
            assertThat(seal.open(7, leaf, changed)).isEmpty();
            assertThat(seal.open(7, leaf, new byte[5])).isEmpty();
            // The halves of one draw are of no use in the next.
            byte[] half = seal.platformHalf(SealedBox.publicKey(platformKey));
            assertThat(RosterHalf.open(half, platformKey, DRAW, RosterHalf.PLATFORM))
                    .isPresent();
            assertThat(RosterHalf.open(half, platformKey, DRAW.next(), RosterHalf.PLATFORM))
                    .isEmpty();
            assertThat(RosterHalf.open(half, platformKey, DRAW, RosterHalf.SUPERVISOR))
                    .isEmpty();
            assertThat(RosterHalf.open(half, supervisorKey, DRAW, RosterHalf.PLATFORM))
                    .isEmpty();
        }
    }

    /** A platform that seals another person's record under a leaf is found out when the name is opened. */
    @Test
    void anEntryMustGiveItsLeaf() {
        RosterEntry entry = eligible("A01");
        byte[] another = eligible("A01").expert().leaf();
        try (RosterSeal seal = RosterSeal.fresh(DRAW, RANDOM)) {
            assertThat(seal.open(0, another, seal.seal(0, another, entry))).isEmpty();
        }
    }

    @Test
    void bothHalvesAndOnlyBothGiveTheKey() {
        RosterEntry entry = eligible("A01");
        byte[] leaf = entry.expert().leaf();
        byte[] platformKey = bytes();
        byte[] supervisorKey = bytes();
        RosterSeal seal = RosterSeal.fresh(DRAW, RANDOM);
        byte[] sealed = seal.seal(0, leaf, entry);
        byte[] check = seal.check();
        byte[] platform = RosterHalf.open(
                        seal.platformHalf(SealedBox.publicKey(platformKey)), platformKey, DRAW, RosterHalf.PLATFORM)
                .orElseThrow();
        byte[] supervisor = RosterHalf.open(
                        seal.supervisorHalf(SealedBox.publicKey(supervisorKey)),
                        supervisorKey,
                        DRAW,
                        RosterHalf.SUPERVISOR)
                .orElseThrow();
        seal.close();

        RosterSeal joined = RosterSeal.join(DRAW, platform, supervisor, check).orElseThrow();
        assertThat(joined.open(0, leaf, sealed)).contains(entry);
        joined.close();
        assertThatThrownBy(() -> joined.open(0, leaf, sealed)).isInstanceOf(IllegalStateException.class);

        assertThat(RosterSeal.join(DRAW, platform, platform, check)).isEmpty();
        assertThat(RosterSeal.join(DRAW, platform, new byte[32], check)).isEmpty();
        assertThat(RosterSeal.join(DRAW, bytes(), supervisor, check)).isEmpty();
        assertThat(RosterSeal.join(DRAW, platform, new byte[31], check)).isEmpty();
        assertThat(RosterSeal.join(DRAW.next(), platform, supervisor, check)).isEmpty();
    }

    /** Nonce, associated data and labels, computed apart from the class. */
    @Test
    void isTheFormatOfTheSpecification() throws Exception {
        RosterEntry entry = eligible("A01");
        byte[] leaf = entry.expert().leaf();
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 1);
        byte[] check = Octets.sha256(Octets.utf8("VED1/roster-check\0"), Octets.lp("GP-2026-1/1"), ones);
        try (RosterSeal seal = RosterSeal.join(DRAW, ones, new byte[32], check).orElseThrow()) {
            byte[] nonce = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2};
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(ones, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(Octets.concat(Octets.lp("GP-2026-1/1"), leaf));
            assertThat(cipher.doFinal(seal.seal(65_538, leaf, entry))).isEqualTo(entry.bytes());

            byte[] last = {0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1};
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(ones, "AES"), new GCMParameterSpec(128, last));
            cipher.updateAAD(Octets.lp("GP-2026-1/1"));
            assertThat(cipher.doFinal(seal.sealEmployerSalt(ones))).isEqualTo(ones);
        }
    }

    /** Keys of two attempts have nothing in common, or one nonce would serve two names. */
    @Test
    void everySealingHasAKeyOfItsOwn() {
        try (RosterSeal one = RosterSeal.fresh(DRAW, RANDOM);
                RosterSeal other = RosterSeal.fresh(DRAW, RANDOM)) {
            assertThat(one.check()).isNotEqualTo(other.check());
        }
    }

    @Test
    void saysNothingOfTheKey() {
        try (RosterSeal seal = RosterSeal.fresh(DRAW, RANDOM)) {
            assertThat(seal).hasToString("roster of GP-2026-1/1");
        }
    }
}
