package org.gongping.draw.ceremony;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.gongping.core.Outcome;
import org.gongping.core.audit.AuditEntry;
import org.gongping.core.audit.AuditKind;
import org.gongping.core.db.Transaction;
import org.gongping.core.identity.Actor;
import org.gongping.core.tender.Project;
import org.gongping.draw.escrow.Deposit;
import org.gongping.draw.escrow.VrfBackup;
import org.gongping.draw.protocol.Octets;
import org.gongping.draw.transcript.StepBodies;

/**
 * A party registers the keys that it made itself (step 0). When all four have, one record holds them with the finaliser's;
 * whoever registers another key later makes another record, and the 24 hours begin anew.
 */
public final class RegisterKey {
    private final DrawAccess access;
    private final KeyRepository keys;
    private final AttemptRepository attempts;
    private final ParameterAttemptRepository parameters;
    private final RecordStep records;
    private final Optional<FinaliserKey> finaliser;
    private final SecureRandom random;
    private final InstantSource clock;

    RegisterKey(
            DrawAccess access,
            KeyRepository keys,
            AttemptRepository attempts,
            ParameterAttemptRepository parameters,
            RecordStep records,
            Optional<FinaliserKey> finaliser,
            SecureRandom random,
            InstantSource clock) {
        this.access = access;
        this.keys = keys;
        this.attempts = attempts;
        this.parameters = parameters;
        this.records = records;
        this.finaliser = finaliser;
        this.random = random;
        this.clock = clock;
    }

    /** @param proof by the signing key, over both keys, the party and the tender */
    public record Command(Party party, byte[] signingKey, byte[] sealingKey, byte[] proof) {}

    public Outcome<Project> execute(Transaction tx, Actor actor, UUID projectId, Command command) {
        return access.acting(tx, actor, projectId, command.party())
                .then(project -> acceptable(tx, actor, project, command).map(isNew -> {
                    if (isNew) {
                        register(tx, actor, project, command);
                    }
                    return project;
                }));
    }

    /** Whether it is another key than the one that counts. */
    private Outcome<Boolean> acceptable(Transaction tx, Actor actor, Project project, Command command) {
        if (finaliser.isEmpty()) {
            return DrawRefusals.conflict(
                    "no-draws-here",
                    "本服务器未配置抽取运算密钥（draw.vrfKey），不能办理抽取",
                    "This server has no finaliser's key (draw.vrfKey): no draw can be held here");
        }
        if (!PartyKey.isSigningKey(command.signingKey())) {
            return DrawRefusals.invalid("/signingKey", "不是有效的 Ed25519 公钥", "Not a valid Ed25519 public key");
        }
        if (!PartyKey.isSealingKey(command.sealingKey())) {
            return DrawRefusals.invalid("/sealingKey", "不是有效的 X25519 公钥", "Not a valid X25519 public key");
        }
        byte[] message =
                PartyKey.registration(project.code(), command.party().id(), command.signingKey(), command.sealingKey());
        if (!PartyKey.hasSigned(command.signingKey(), message, command.proof())) {
            return DrawRefusals.invalid(
                    "/proof",
                    "密钥证明不符：须由该签名密钥对本项目编号、身份和两个公钥签名",
                    "The proof does not hold: the signing key signs tender code, party and both keys");
        }
        boolean running = attempts.list(tx, project.id()).stream()
                        .anyMatch(attempt -> attempts.standing(tx, attempt).isRunning())
                || parameters.isAnyUnderWay(tx, project.id());
        if (running) {
            return DrawRefusals.conflict(
                    "draw-running", "抽取正在进行，期间不得更换密钥", "A draw is under way: keys are not exchanged while it is");
        }
        Map<Party, KeyRepository.Registered> present = keys.present(tx, project.id());
        for (KeyRepository.Registered known : keys.all(tx, project.id())) {
            boolean sameSigning = Arrays.equals(known.keys().signing(), command.signingKey());
            boolean sameSealing = Arrays.equals(known.keys().sealing(), command.sealingKey());
            boolean counts = present.get(known.party()).no() == known.no();
            if (sameSigning && sameSealing && known.party() == command.party() && counts) {
                return Outcome.done(false);
            }
            if (sameSigning || sameSealing) {
                return DrawRefusals.conflict(
                        "key-taken",
                        "该密钥已在本项目登记过，不得重复使用；请生成新的密钥",
                        "This key was registered in this project before: make another one");
            }
        }
        return OwnOrganisation.of(actor, command.party(), present).map(_ -> true);
    }

    private void register(Transaction tx, Actor actor, Project project, Command command) {
        Map<Party, KeyRepository.Registered> present = keys.present(tx, project.id());
        int no = present.containsKey(command.party())
                ? present.get(command.party()).no() + 1
                : 1;
        var key = new KeyRepository.Registered(
                command.party(),
                no,
                new KeySet.Keys(command.signingKey(), command.sealingKey()),
                command.proof(),
                clock.instant(),
                actor.organisationCreditCode());
        keys.insert(tx, project.id(), key);
        present.put(command.party(), key);
        if (present.size() == Party.values().length) {
            log(tx, actor, command.party(), project, present);
        } else {
            records.tell(tx, project.id(), 0, "KEY", command.party().id());
        }
    }

    private void log(
            Transaction tx, Actor actor, Party party, Project project, Map<Party, KeyRepository.Registered> present) {
        Map<Party, KeySet.Keys> all = new EnumMap<>(Party.class);
        present.forEach((each, key) -> all.put(each, key.keys()));
        FinaliserKey own = finaliser.orElseThrow();
        List<VrfBackup.Sealed> backup = own.backup(
                project.code(),
                Deposit.HOLDERS.stream()
                        .map(holder -> all.get(Party.of(holder).orElseThrow()).sealing())
                        .toList(),
                random);
        Map<String, byte[]> signing = new TreeMap<>();
        all.forEach((each, key) -> signing.put(each.id(), key.signing()));
        ObjectNode body = StepBodies.keys(signing, own.prover().publicKey());
        ObjectNode sealing = body.putObject("sealing_keys");
        all.forEach((each, key) -> sealing.put(each.id(), Octets.hex(key.sealing())));
        ObjectNode hashes = body.putObject("backup");
        ObjectNode shares = body.putObject("backup_shares");
        for (int i = 0; i < backup.size(); i++) {
            hashes.put(
                    Deposit.HOLDERS.get(i),
                    Octets.hex(Octets.sha256(backup.get(i).box())));
            shares.put(Deposit.HOLDERS.get(i), Octets.hex(backup.get(i).hash()));
        }
        AuditEntry entry = records.append(tx, RecordStep.By.party(actor, party), project, AuditKind.DRAW_KEYS, body);
        int no = keys.latest(tx, project.id()).map(KeySet::no).orElse(0) + 1;
        keys.insert(
                tx, project.id(), new KeySet(no, all, own.prover().publicKey(), entry.id(), entry.createdAt()), backup);
        records.tell(tx, project.id(), 0, "KEYS", "");
    }
}
