"""Makes whole transcripts of verifiable expert draws, with a log, a witness and parties of its own, and spoils them on request.

For tests only: everything is derived from names, so the same call gives the same bytes. A fault is one of FAULTS; it is
put in where it arises and all that follows is computed, signed and logged anew, so that one check fails and no other.
"""
import base64
import datetime
import gzip
import json
import os
import random
import struct
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import ved1_verify as ved1  # noqa: E402
from ved1_verify import jcs, leaf_of, lp, sha256, text  # noqa: E402

SUITE = ved1.Suite1
VERIFIER = sha256(b"published verifier").hex()
BEGIN = datetime.datetime(2026, 3, 2, 1, 0, 0)

# Fault: (the code it must give, what has to be in the draw for it)
FAULTS = {
    "unknown-member": ("E_FORMAT", {}),
    "log-signature": ("E_CHECKPOINT_SIG", {}),
    "witness": ("E_WITNESS_QUORUM", {}),
    "consistency": ("E_CONSISTENCY", {}),
    "inclusion": ("E_INCLUSION", {}),
    "other-counts": ("E_INCLUSION", {}),
    "platform-first": ("E_ORDER", {}),
    "late-deposit-check": ("E_ORDER", {}),
    "young-keys": ("E_ORDER", {}),
    "rules-text": ("E_RULES_HASH", {}),
    "verifier": ("E_RULES", {}),
    "no-supervisor": ("E_RULES", {"parties": ("agent", "notary", "platform")}),
    "unsound-parameter": ("E_RULES", {"params": "DIGITS", "name": "ZB-2026-000123.param.1"}),
    "one-specialty-array": ("E_FORMAT", {}),
    "other-record": ("E_POOL_LEAF", {}),
    "pid-twice": ("E_POOL_LEAF", {}),
    "record-twice": ("E_POOL_DUP", {}),
    "pool-root": ("E_POOL_ROOT", {}),
    "library": ("E_POOL_ROOT", {}),
    "too-few": ("E_FEASIBLE", {}),
    "too-likely": ("E_FEASIBLE", {"chances": True}),
    "contributor": ("E_PARTY_SET", {}),
    "signature": ("E_PARTY_SIG", {}),
    "lone-deposit-check": ("E_PARTY_SIG", {}),
    "commitment": ("E_COMMIT", {}),
    "alpha": ("E_TRANSCRIPT", {}),
    "vrf-key": ("E_VRF_KEY", {}),
    "vrf-proof": ("E_VRF", {}),
    "seed": ("E_SEED", {}),
    "free-seats": ("E_VENUE", {"venue": True, "experts": 54, "employers": 20}),
    "spare-seats": ("E_VENUE", {"venue": True, "experts": 54, "employers": 20}),
    "alternates": ("E_SELECT", {}),
    "parameter-value": ("E_SELECT", {"params": "DIGITS", "name": "ZB-2026-000123.param.1"}),
    "replacement": ("E_REPLACE", {"replacements": 1}),
    "record-of-replacement": ("E_INCLUSION", {"replacements": 1}),
    "attempt-hidden": ("E_ATTEMPTS", {"attempt": 2}),
    "abort-reason": ("E_ATTEMPTS", {"attempt": 2}),
    "no-agent-in-order": ("E_ATTEMPTS", {"attempt": 2, "earlier": "result"}),
    "late-witness": ("E_TIMESTAMP", {}),
    "time-stamp": ("E_TIMESTAMP", {"stamped": True}),
    "time-stamp-signature": ("E_TIMESTAMP", {"stamped": True}),
    "time-stamp-certificate": ("E_TIMESTAMP", {"stamped": True}),
}


def key(name):
    return Ed25519PrivateKey.from_private_bytes(sha256(b"test key ", text(name)))


def public(private):
    return private.public_key().public_bytes_raw()


def b64(data):
    return base64.b64encode(data).decode()


def vrf_prove(secret, alpha):
    """ECVRF_prove (RFC 9381 §5.1, TAI): public key, pi, beta."""
    expanded = ved1.sha512(secret)
    x = int.from_bytes(expanded[:32], "little") & ~7 & (1 << 254) - 1 | 1 << 254
    pk = ved1.encoded(ved1.times(x, ved1.BASE))
    h = ved1.vrf_hash_point(pk, alpha)
    gamma = ved1.times(x, h)
    k = int.from_bytes(ved1.sha512(expanded[32:], ved1.encoded(h)), "little") % ved1.Q
    u, v = ved1.times(k, ved1.BASE), ved1.times(k, h)
    c = ved1.sha512(b"\x03\x02", pk, *(ved1.encoded(p) for p in (h, gamma, u, v)), b"\0")[:16]
    s = (k + int.from_bytes(c, "little") * x) % ved1.Q
    beta = ved1.sha512(b"\x03\x03", ved1.encoded(ved1.times(8, gamma)), b"\0")
    return pk, ved1.encoded(gamma) + c + s.to_bytes(32, "little"), beta


class Log:
    """A log with one signer and one witness."""
    origin = "log.example.org/gongping/2026/rehearsal"

    def __init__(self):
        self.entries, self.steps = [], []

    def cover(self, rng, count):
        for _ in range(count):
            self.entries.append(ved1.entry_of(rng.randbytes(32), b"cover"))

    def add(self, step, record, salt):
        self.steps.append({"step": step, "index": len(self.entries), "record": record, "salt": salt.hex()})
        self.entries.append(ved1.entry_of(salt, jcs(record)))
        return len(self.entries) - 1

    def leaves(self, size):
        return [sha256(b"\0", entry) for entry in self.entries[:size]]

    def inclusion(self, index, leaves):
        if len(leaves) <= 1:
            return []
        half = 1 << (len(leaves) - 1).bit_length() - 1
        if index < half:
            return self.inclusion(index, leaves[:half]) + [ved1.root_of(leaves[half:])]
        return self.inclusion(index - half, leaves[half:]) + [ved1.root_of(leaves[:half])]

    def consistency(self, old, leaves, whole=True):
        if old == len(leaves):
            return [] if whole else [ved1.root_of(leaves)]
        half = 1 << (len(leaves) - 1).bit_length() - 1
        if old <= half:
            return self.consistency(old, leaves[:half], whole) + [ved1.root_of(leaves[half:])]
        return self.consistency(old - half, leaves[half:], False) + [ved1.root_of(leaves[:half])]

    def checkpoint(self, time, signer="log", witness="witness"):
        size = len(self.entries)
        note = "%s\n%d\n%s\n" % (self.origin, size, b64(ved1.root_of(self.leaves(size))))
        signed = note + "\n" + line(self.origin, 1, key(signer), key(signer).sign(text(note)))
        if witness is None:
            return signed
        seconds = int((time - datetime.datetime(1970, 1, 1)).total_seconds())
        message = "cosignature/v1\ntime %d\n%s" % (seconds, note)
        return signed + line("supervisor.example.org", 4, key(witness), struct.pack(">Q", seconds) + key(witness).sign(text(message)))


def key_id(name, kind, private):
    return sha256(text(name), b"\n", bytes([kind]), public(private))[:4]


def vkey(name, kind, private):
    return "%s+%s+%s" % (name, key_id(name, kind, private).hex(), b64(bytes([kind]) + public(private)))


def line(name, kind, private, payload):
    return "— %s %s\n" % (name, b64(key_id(name, kind, private) + payload))


def policy():
    return "log %s\nwitness supervisor %s\nquorum supervisor\n" % (
        vkey(Log.origin, 1, key("log")), vkey("supervisor.example.org", 4, key("witness")))


TSA_KEY = ec.derive_private_key(int.from_bytes(sha256(b"time stamps"), "big") >> 1, ec.SECP256R1())


def tsa_certificate():
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Time stamps")])
    usage = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
    certificate = x509.CertificateBuilder(name, name, TSA_KEY.public_key(), 7, BEGIN, BEGIN + datetime.timedelta(days=3650))
    signed = certificate.add_extension(usage, critical=True).sign(TSA_KEY, hashes.SHA256(), ecdsa_deterministic=True)
    return signed.public_bytes(serialization.Encoding.DER)


def der(tag, *parts):
    content = b"".join(parts)
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([0x80 | (size.bit_length() + 7) // 8]) + size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag]) + length + content


def oid(dotted):
    return der(6, ved1.oid(dotted))


def time_stamp_token(stamped, time, certificate, spoil=False, named=None):
    """A TimeStampToken (RFC 3161) over bytes."""
    sha, kind = der(0x30, oid("2.16.840.1.101.3.4.2.1")), oid("1.2.840.113549.1.9.16.1.4")
    info = der(0x30, der(2, b"\1"), oid("1.2.3.4"), der(0x30, sha, der(4, sha256(stamped))), der(2, b"\7"),
               der(0x18, text(time.strftime("%Y%m%d%H%M%SZ"))))
    attributes = (der(0x30, oid("1.2.840.113549.1.9.3"), der(0x31, kind)),
                  der(0x30, oid("1.2.840.113549.1.9.4"), der(0x31, der(4, sha256(info)))),
                  der(0x30, oid("1.2.840.113549.1.9.16.2.47"), der(0x31, der(0x30, der(0x30, der(0x30, der(4, sha256(named or certificate))))))))
    signature = TSA_KEY.sign(der(0x31, *attributes) + (b"x" if spoil else b""), ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    issuer = x509.load_der_x509_certificate(certificate).issuer.public_bytes()
    signer = der(0x30, der(2, b"\1"), der(0x30, issuer, der(2, b"\7")), sha, der(0xa0, *attributes),
                 der(0x30, oid("1.2.840.10045.4.3.2")), der(4, signature))
    signed = der(0x30, der(2, b"\3"), der(0x31, sha), der(0x30, kind, der(0xa0, der(4, info))), der(0xa0, certificate), der(0x31, signer))
    return der(0x30, oid("1.2.840.113549.1.7.2"), der(0xa0, signed))


class Build:
    """One draw. What happens in which order is what the specification's §5 says."""

    def __init__(self, name="ZB-2026-000123", view="open", fault=None, experts=24, employers=14, strata=None, cap=1,
                 regions=("430100", "430200", "450100"), venue=False, attempt=1, escrow=(), replacements=0, params=None,
                 waive=False, parties=("agent", "platform", "supervisor"), ratio=2, earlier="aborted",
                 stamped=False, chances=False):
        self.rng = random.Random("%s %s" % (name, attempt))
        self.tender, self.view, self.fault, self.cap, self.venue_drawn = name, view, fault, cap, venue
        self.draw_id, self.attempt, self.escrow = "%s/%d" % (name, attempt), attempt, set(escrow)
        self.parties, self.regions, self.replacing, self.params = sorted(parties, key=text), regions, replacements, DIGITS if params == "DIGITS" else params
        self.waive, self.ratio, self.earlier = waive, ratio, earlier
        self.stamped, self.chances = stamped, chances
        self.now, self.log, self.orders, self.attempts = BEGIN, Log(), [], []
        self.stream, self.signatures = "", {"commit": {}, "deposit": {}, "reveal": {}}
        self.strata = strata or [{"id": "econ", "sp": ["A08"], "rg": [], "n": 2}, {"id": "tech", "sp": ["A01", "A02"], "rg": [], "n": 3}]
        self.pool = [] if params else self.make_pool(experts, employers)

    # --- what everything is made of

    def random_hex(self, length):
        return self.rng.randbytes(length).hex()

    def make_pool(self, experts, employers):
        codes = [sha256(text("employer %d of %s" % (i, self.draw_id))).hex()[:16] for i in range(employers)]
        pool = []
        for i in range(experts):
            several = self.rng.random() < 0.2
            e = {"pid": self.random_hex(16), "sp": ["A01", "A08"] if several else ["A08", "A01", "A02"][i % 3],
                 "rg": self.regions[i // 3 % len(self.regions)], "em": codes[i % employers], "ex": 0, "exr": "",
                 "salt": self.random_hex(32)}
            if self.rng.random() < 0.08:
                e.update(ex=1, exr=self.rng.choice(sorted(ved1.EXCLUSIONS)), exh=self.random_hex(32))
            pool.append(e)
        if self.fault == "one-specialty-array":
            pool[0]["sp"] = ["A08"]
        if self.fault == "record-twice":
            pool.append(next(e for e in pool if e["ex"] == 1))
        if self.fault == "pid-twice":
            pool[1]["pid"] = pool[0]["pid"]
        return pool

    def sign(self, party, step, value, draw_id=None, private=None):
        message = ved1.signed_bytes(step, draw_id or self.draw_id, party, value)
        return b64((private or key("party " + party)).sign(message))

    def order(self, order, parties):
        number = ved1.order_hash(SUITE, order)
        self.orders.append({"order": order, "sig": {p: self.sign(p, "ORDER", number, order["draw_id"]) for p in parties}})
        return number.hex()

    def step(self, step, body, minutes=1, tender=None):
        self.now += datetime.timedelta(minutes=minutes)
        salt = self.rng.randbytes(32)
        record = {"v": 1, "id": "0195%s-%s-7%s-8%s-%s" % tuple(self.random_hex(6)[:n] for n in (4, 4, 3, 3, 12)),
                  "t": self.now.strftime("%Y-%m-%dT%H:%M:%S.000Z"), "tender": tender or self.tender, "kind": ved1.KINDS[step],
                  "actor": {"role": "platform", "ref": self.random_hex(8)}, "body": body, "prev": self.stream}
        self.log.cover(self.rng, self.rng.randrange(2))
        index = self.log.add(step, record, salt)
        self.stream = sha256(b"GP/entry\0", salt, jcs(record)).hex()
        return index

    # --- the steps

    def run(self):
        vrf_pk = vrf_prove(sha256(b"vrf"), b"")[0].hex()
        pins = {p: public(key("party " + p)).hex() for p in {*self.parties, "outside", "supervisor"}}
        logged = vrf_prove(sha256(b"another vrf"), b"")[0].hex() if self.fault == "vrf-key" else vrf_pk
        self.step("KEYS", {"keys": pins, "vrf_pk": logged}, tender="platform")
        for number in range(1, self.attempt):
            self.earlier_attempt(number)
        self.now += datetime.timedelta(hours=23 if self.fault == "young-keys" else 25)
        self.make_rules()
        rules_hash = ved1.rules_hash(SUITE, self.rules)
        leaves = sorted(leaf_of(SUITE, e) for e in self.pool)
        root = sha256(b"another root") if self.fault == "pool-root" else ved1.root_of(leaves)
        library = {"count": len(leaves), "prev_count": len(leaves) - 2, "prev_root": sha256(b"previous").hex(), "added": 3, "removed": 1}
        self.step("RULES", {"draw_id": self.draw_id, "rules": self.rules, "rules_hash": rules_hash.hex()})
        if not self.params:
            logged = {**library, "added": 4, "removed": 2} if self.fault == "library" else library
            body = {"draw_id": self.draw_id, "pool_root": root.hex(), "leaves_hash": sha256(*leaves).hex(), "library": logged}
            self.step("POOL", {**body, **self.estimate(root)})
        contributions = {p: sha256(b"contribution ", text(p + self.draw_id)) for p in self.parties}
        commits = {}
        for p in self.parties:
            r = sha256(b"other") if self.fault == "commitment" and p == "agent" else contributions[p]
            commits[p] = ved1.commitment(SUITE, self.draw_id, p, rules_hash, root, r)
            private = key("nobody") if self.fault == "signature" and p == "agent" else None
            self.signatures["commit"][p] = self.sign(p, "COMMIT", commits[p], private=private)
            self.step("COMMIT", {"draw_id": self.draw_id, "party": p, "commit": commits[p].hex(), "sig": self.signatures["commit"][p]})
        late = datetime.timedelta(hours=1 if self.fault == "late-witness" else 0)
        k1 = self.log.checkpoint(self.now + late, "another log" if self.fault == "log-signature" else "log")
        k1_size = len(self.log.entries)
        for p in self.parties:
            deposit = sha256(b"deposit ", text(p))
            self.signatures["deposit"][p] = self.sign(p, "DEPOSIT", deposit)
            self.step("DEPOSIT", {"draw_id": self.draw_id, "party": p, "hash": deposit.hex(), "sig": self.signatures["deposit"][p]})
        self.reveal(contributions, commits["platform"])
        transcript = ved1.transcript_of(SUITE, self.draw_id, rules_hash, root, commits)
        alpha = ved1.alpha_of(SUITE, sha256(transcript) if self.fault == "alpha" else transcript, contributions)
        _, pi, beta = vrf_prove(sha256(b"vrf"), alpha)
        if self.fault == "vrf-proof":
            beta = ved1.sha512(beta)
        self.final(alpha, pi, beta)
        seed = ved1.seed_of(SUITE, transcript, contributions, beta)
        if self.fault == "seed":
            seed = sha256(seed)
        self.j = {
            "format": "VED1-bundle/1", "view": self.view, "draw_id": self.draw_id, "rules": self.rules,
            "rules_jcs": jcs(self.rules).decode(), "rules_hash": rules_hash.hex(), "pool": self.pool,
            "leaves_sorted": [each.hex() for each in leaves], "pool_root": root.hex(), "library": library,
            "contributions": {p: r.hex() for p, r in contributions.items()}, "commits": {p: c.hex() for p, c in commits.items()},
            "signatures": self.signatures, "transcript": transcript.hex(), "alpha": alpha.hex(), "vrf_pk": vrf_pk,
            "vrf_pi": pi.hex(), "vrf_beta": beta.hex(), "seed": seed.hex()}
        if self.params:
            del self.j["library"]
        self.compute_result(seed)
        made = SUITE.h(b"VED1/result\0", jcs(self.j["result"])).hex()
        body = {"draw_id": self.draw_id, "result_hash": made, "seed": seed.hex(), "count": len(leaves)}
        if not self.params:
            body.update(added=2 if self.fault == "other-counts" else 3, removed=0 if self.fault == "other-counts" else 1)
        index = self.step("RESULT", body)
        self.attempts.append({"draw_id": self.draw_id, "outcome": "RESULT", "index": index})
        if not self.params:
            self.j["replacements"] = self.replace()
        self.log.cover(self.rng, 2)
        k2 = self.log.checkpoint(self.now, witness=None if self.fault == "witness" else "witness")
        leaves = self.log.leaves(len(self.log.entries))
        for entry in self.log.steps:
            entry["proof"] = [b64(each) for each in self.log.inclusion(entry["index"], leaves)]
        if self.orders:
            self.signatures["orders"] = self.orders
        self.j["attempts"] = self.attempts
        self.j["log"] = {"origin": Log.origin, "k1": k1, "k2": k2, "entries": self.log.steps,
                         "consistency": [b64(each) for each in self.log.consistency(k1_size, leaves)]}
        keys = {"keys": pins, "vrf_pk": vrf_pk, "verifier": VERIFIER}
        if self.stamped:
            certificate = tsa_certificate()
            other = b"x" if self.fault == "time-stamp" else b""
            named = b"another certificate" if self.fault == "time-stamp-certificate" else None
            self.j["timestamps"] = {
                name: b64(time_stamp_token(text(note) + other, self.now, certificate, self.fault == "time-stamp-signature", named))
                for name, note in (("k1", k1), ("k2", k2))}
        self.spoil_afterwards()
        if self.view == "sealed":
            self.seal()
        return self.j, keys

    def earlier_attempt(self, number):
        draw_id = "%s/%d" % (self.tender, number)
        reason = {"result": "EXHAUSTED", "aborted": "ABORTED_BY:agent", "early": "RULES_DEFECT"}[self.earlier]
        if self.earlier == "result":
            body = {"draw_id": draw_id, "result_hash": sha256(b"r").hex(), "seed": sha256(b"s").hex(), "count": 20}
            outcome, index = "RESULT", self.step("RESULT", body)
        else:
            said = "NOT_TO_OUR_LIKING" if self.fault == "abort-reason" else reason
            outcome, index = "ABORT", self.step("ABORT", {"draw_id": draw_id, "reason": said})
        if self.fault != "attempt-hidden" or number > 1:
            self.attempts.append({"draw_id": draw_id, "outcome": outcome, "index": index})
        if self.fault == "no-agent-in-order":
            reason = "RULES_DEFECT"
        order = {"draw_id": "%s/%d" % (self.tender, number + 1), "prev": draw_id, "reason": reason}
        alone = self.earlier == "early" or self.fault == "no-agent-in-order"
        parties = ["supervisor"] if alone else ["agent", "supervisor"]
        self.redraw = {"prev": draw_id, "reason": reason, "order": self.order(order, parties)}

    def named_parties(self):
        return sorted([*self.parties, "visitor"], key=text) if self.fault == "contributor" else self.parties

    def estimate(self, root):
        """The f4 of the POOL entry, if it is asked for."""
        if not self.chances:
            return {}
        j = {"draw_id": self.draw_id, "rules": self.rules, "pool": self.pool, "pool_root": root.hex()}
        if self.venue_drawn:
            j["venue"] = self.venue
        runs = ved1.F4_RUNS
        least, most = ved1.Draw(j, True, None, None, None, False).chances(runs)
        return {"f4": {"runs": runs, "least": least, "most": runs if self.fault == "too-likely" else most}}

    def make_rules(self):
        verifier = sha256(b"another verifier").hex() if self.fault == "verifier" else VERIFIER
        timeouts = {name: 1800 for name in ("commit", "deposit", "reveal", "final")}
        self.rules = {"v": "VED1", "suite": 1, "parties": self.named_parties(), "verifier": verifier, "timeouts": timeouts}
        if self.attempt > 1:
            self.rules["redraw"] = self.redraw
        if self.params:
            self.rules["params"] = self.params
            if self.fault == "unsound-parameter":
                # What is drawn stays the same: both are fixed, under one name.
                self.rules["params"] = [*self.params, {"name": "E", "order": 9, "value": "1"}, {"name": "E", "order": 10, "value": "1"}]
            return
        timeouts["answer"] = 900
        ratio = 50 if self.fault == "too-few" or self.waive else self.ratio
        self.rules.update(strata=self.strata, max_per_employer=self.cap, min_ratio=ratio, min_cap_ratio=1)
        if self.waive:
            order = {"draw_id": self.draw_id, "check": "F2", "reason": "全省库合格专家不足"}
            self.rules["waivers"] = [{"check": "F2", "reason": order["reason"], "order": self.order(order, ["supervisor"])}]
        if self.venue_drawn:
            cities = [{"city": c, "ex": 0, "exr": "", "seats": 5} for c in self.regions]
            cities.append({"city": "460100", "ex": 1, "exr": "SEAT_SHORT", "seats": 1})
            if self.fault == "free-seats":
                cities[0]["seats"] = 6
            seats = [{"city": c["city"], "ex": 0, "exr": "", "seat": "S%d" % i} for c in cities for i in range(min(c["seats"], 5))]
            self.venue = {"cities": cities, "seats": seats}
            roots = [ved1.root_of(sorted(leaf_of(SUITE, r) for r in rows)).hex() for rows in (cities, seats)]
            self.rules["venue"] = {"city_root": roots[0], "seat_root": roots[1], "n_city": 2, "q": [3, 2],
                                   "bind": {self.strata[0]["id"]: 1}}

    def check_deposit(self, commit):
        holders = ("outside",) if self.fault == "lone-deposit-check" else ("outside", "supervisor")
        sigs = {h: self.sign(h, "DEPOSIT_CHECK", lp(b"platform") + commit) for h in holders}
        self.signatures["deposit_check"] = sigs
        self.step("DEPOSIT_CHECK", {"draw_id": self.draw_id, "party": "platform", "commit": commit.hex(), "sigs": sigs})

    def reveal(self, contributions, commit):
        others = [p for p in self.parties if p != "platform"]
        order = ["platform"] + others if self.fault == "platform-first" else others + ["platform"]
        late = self.fault == "late-deposit-check"
        if not late:
            self.check_deposit(commit)
        for p in order:
            if late and p == order[1]:
                self.check_deposit(commit)
            body = {"draw_id": self.draw_id, "party": p, "r": contributions[p].hex()}
            if p in self.escrow:
                value = lp(text(p)) + contributions[p]
                body["sigs"] = {h: self.sign(h, "ESCROW", value) for h in ("outside", "supervisor" if p == "agent" else "agent")}
                self.signatures.setdefault("escrow", {})[p] = body["sigs"]
                self.step("ESCROW_OPEN", body)
            else:
                self.signatures["reveal"][p] = body["sig"] = self.sign(p, "REVEAL", contributions[p])
                self.step("REVEAL", body)

    def final(self, alpha, pi, beta):
        body = {"draw_id": self.draw_id, "alpha": alpha.hex(), "pi": pi.hex(), "beta": beta.hex()}
        value = alpha + SUITE.h(pi)
        if ved1.FINALISER in self.escrow:
            body["party"] = ved1.FINALISER
            body["sigs"] = {h: self.sign(h, "ESCROW", lp(b"vrf") + value) for h in ("agent", "supervisor")}
            self.signatures.setdefault("escrow", {})[ved1.FINALISER] = body["sigs"]
            self.step("ESCROW_OPEN", body)
        else:
            self.signatures["final"] = body["sig"] = self.sign("platform", "FINAL", value)
            self.step("FINAL", body)

    def compute_result(self, seed):
        if self.params:
            self.j["result"] = ved1.draw_parameters(SUITE, seed, self.draw_id, self.params)
            if self.fault == "parameter-value":
                digit = self.j["result"][-1]
                digit["value"] = "1" if digit["value"] == "0" else "0"
            return
        if self.venue_drawn:
            self.j["venue"] = {**self.venue, "result": ved1.draw_venues(SUITE, seed, self.draw_id, self.rules["venue"], self.venue)}
        draw = ved1.Draw(self.j, True, None, None, None, False)
        self.candidates = draw.candidates()
        rows = ved1.select(SUITE, seed, self.draw_id, self.strata, self.cap, self.candidates, draw.employer_of)
        self.j["result"] = [{
            "stratum": s["id"], "selected": [{"pid": draw.pid_of[l], "key": k.hex(), "leaf": l.hex()} for k, l in selected],
            "alternates": [draw.pid_of[l] for l in alternates], "skipped": [[draw.pid_of[l], why] for l, why in skipped]}
            for s, (selected, alternates, skipped) in zip(self.strata, rows)]
        if self.fault == "alternates":
            alternates = self.j["result"][0]["alternates"]
            alternates[0], alternates[1] = alternates[1], alternates[0]

    def replace(self):
        """In turn: no answer, a late conflict with evidence, …; the first called declines when there are two to call."""
        employer = {e["pid"]: e["em"] for e in self.pool}
        seated = {row["stratum"]: [s["pid"] for s in row["selected"]] for row in self.j["result"]}
        called = {pid for pids in seated.values() for pid in pids}
        rows = []
        for number in range(1, self.replacing + 1):
            result = self.j["result"][number % len(self.j["result"])]
            stratum = result["stratum"]
            leaver = seated[stratum][0]
            others = [pid for pids in seated.values() for pid in pids if pid != leaver]
            row = {"no": number, "stratum": stratum, "vacated": leaver, "calls": [], "skipped": []}
            row["reason"] = "LATE_CONFLICT" if number % 2 else "DECLINED"
            if number % 2:
                row["evidence"] = self.random_hex(32)
            for place, pid in enumerate(result["alternates"]):
                if self.fault == "replacement" and place == 0:
                    continue
                if pid in others:
                    row["skipped"].append([pid, "ALREADY"])
                elif pid in called:
                    row["skipped"].append([pid, "CALLED"])
                elif sum(employer[o] == employer[pid] for o in others) >= self.cap:
                    row["skipped"].append([pid, "EMPLOYER_CAP"])
                else:
                    self.now += datetime.timedelta(minutes=1)
                    called.add(pid)
                    outcome = "DECLINED" if not row["calls"] and number == 1 else "ACCEPTED"
                    row["calls"].append({"pid": pid, "t": self.now.strftime("%Y-%m-%dT%H:%M:%S.000Z"), "channel": "voice", "outcome": outcome})
                    if outcome == "ACCEPTED":
                        row["seated"] = pid
                        break
            seats = seated[stratum]
            seats[0:1] = [row["seated"]] if "seated" in row else []
            more = {"remark": "x"} if self.fault == "record-of-replacement" else {}
            row["index"] = self.step("REPLACE", {"draw_id": self.draw_id, **row, **more})
            rows.append(row)
        return rows

    def spoil_afterwards(self):
        j = self.j
        if self.fault == "unknown-member":
            j["remark"] = "x"
        if self.fault == "consistency":
            j["log"]["consistency"][0] = b64(sha256(b"other"))
        if self.fault == "inclusion":
            j["log"]["entries"][1]["proof"][0] = b64(sha256(b"other"))
        if self.fault == "rules-text":
            j["rules_jcs"] += " "
        if self.fault == "other-record":
            next(e for e in j["pool"] if e["ex"] == 1)["salt"] = sha256(b"other").hex()
        if self.fault == "spare-seats":
            spare = j["venue"]["result"]["spare"]
            spare[0], spare[1] = spare[1], spare[0]

    def seal(self):
        by_leaf = {leaf_of(SUITE, e): e["em"] for e in self.pool}
        j = self.j
        del j["pool"]
        j["claims"] = [{"leaf": leaf.hex(), "em": em, "strata": [s["id"] for s, c in zip(self.strata, self.candidates) if leaf in c]}
                       for leaf, em in sorted(by_leaf.items()) if any(leaf in c for c in self.candidates)]


PARAMS = [
    {"name": "w", "order": 1, "pool": {"values": ["0.2", "0.3", "0.4"]}, "drawnAt": "OPENING"},
    {"name": "K", "order": 2, "pool": {"min": "0.02", "max": "0.05", "step": "0.005"}, "drawnAt": "OPENING"}]

# A method's number and its factor, a fixed value, and a figure digit by digit whose digits depend on one another.
DIGITS = [
    {"name": "K2", "order": 5, "pool": {"dependsOn": "K1", "pools": {
        "0": {"values": ["5", "6", "7", "8", "9"]}, "1": {"values": ["0", "1", "2", "3", "4"]}, "2.0": {"values": ["0"]}}}},
    {"name": "method", "order": 1, "pool": {"values": ["1", "2", "3"]}, "drawnAt": "OPENING"},
    {"name": "factor", "order": 2, "pool": {"dependsOn": "method", "pools": {
        "1": {"min": "2", "max": "5", "step": "0.5"}, "2": {"min": "-1", "max": "2", "step": "0.5"},
        "3": {"min": "-4.0", "max": "-1", "step": "0.25"}}}},
    {"name": "E", "order": 3, "value": "0.35", "drawnAt": "FIXED"},
    {"name": "K1", "order": 4, "pool": {"values": ["0", "1", "2"]}},
    {"name": "K3", "order": 6, "pool": {"values": [str(i) for i in range(10)]}}]

# Draws that are in order, one for each thing that a transcript can hold.
GOOD = {
    "open": {},
    "sealed": {"view": "sealed"},
    "venue": {"venue": True, "experts": 54, "employers": 20},
    "replacements": {"replacements": 3},
    "sealed-replacements": {"view": "sealed", "replacements": 2},
    "second-attempt": {"attempt": 2},
    "third-attempt-after-result": {"attempt": 3, "earlier": "result"},
    "second-attempt-early": {"attempt": 2, "earlier": "early"},
    "agent-opened": {"escrow": ("agent",)},
    "platform-and-final-opened": {"escrow": ("platform", "vrf")},
    "waiver": {"waive": True},
    "stamped": {"stamped": True},
    "chances": {"chances": True, "experts": 54, "employers": 27},
    "four-parties": {"parties": ("agent", "platform", "supervisor", "notary"), "cap": 2},
    "parameters": {"params": PARAMS, "name": "ZB-2026-000123.param.1"},
    "parameters-by-digits": {"params": "DIGITS", "name": "ZB-2026-000124.param.2", "attempt": 2, "escrow": ("platform",)},
}


def random_draw(number, seed="draws"):
    """Arguments of one of many different draws; about every second one has a fault."""
    rng = random.Random("%s %d" % (seed, number))
    options = {"name": "ZB-%s-%06d" % (seed, number), "view": rng.choice(("open", "open", "sealed")),
               "experts": rng.randrange(54, 90), "ratio": 1, "cap": rng.choice((1, 1, 2)), "employers": rng.randrange(14, 30)}
    if rng.random() < 0.25:
        options.update(venue=True, experts=90)
    if rng.random() < 0.25:
        options["replacements"] = rng.randrange(1, 4)
    if rng.random() < 0.2:
        options.update(attempt=rng.randrange(2, 4), earlier=rng.choice(("aborted", "result", "early")))
    if rng.random() < 0.2:
        options["escrow"] = rng.choice((("agent",), ("platform",), ("vrf",), ("supervisor", "vrf")))
    if rng.random() < 0.2:
        options["parties"] = ("agent", "platform", "supervisor", "notary", "bidder-1")
    if rng.random() < 0.08:
        options = {"name": options["name"] + ".param.1", "params": rng.choice((PARAMS, "DIGITS"))}
    if rng.random() < 0.5:
        fault = rng.choice(sorted(FAULTS))
        needs = FAULTS[fault][1]
        of_pool = fault in ("other-counts", "no-supervisor", "one-specialty-array", "pid-twice", "record-twice", "other-record", "pool-root", "library", "too-few", "too-likely",
                           "alternates", "spare-seats", "free-seats", "replacement", "record-of-replacement")
        if not ("params" in options and of_pool) and not (options.get("view") == "sealed" and fault in (
                "one-specialty-array", "pid-twice", "record-twice", "other-record", "alternates")):
            options.update(needs)
            options["fault"] = fault
            if "params" in needs:
                options = {**needs, "fault": fault}
    return options


def write(folder, name, options, code=None):
    """A folder of bundles as `compare.py` reads them."""
    j, keys = Build(**options).run()
    expected = code if code is not None else FAULTS[options["fault"]][0] if options.get("fault") else ""
    with open(os.path.join(folder, name + ".ved1.json"), "wb") as file:
        file.write(jcs(j))
    with open(os.path.join(folder, name + ".expected.json"), "w", encoding="utf-8") as file:
        json.dump({"code": expected}, file)
    with open(os.path.join(folder, name + ".keys.json"), "w", encoding="utf-8") as file:
        json.dump(keys, file, indent=1, sort_keys=True)
    with open(os.path.join(folder, "policy.txt"), "w", encoding="utf-8") as file:
        file.write(policy())


def samples():
    """Every good draw and every fault, as the browser's tests read them."""
    draws = []
    for name, options, code in [(n, o, "") for n, o in GOOD.items()] + [
            (fault, {**options, "fault": fault}, code) for fault, (code, options) in FAULTS.items()]:
        j, keys = Build(**options).run()
        draws.append({"name": name, "code": code, "keys": keys, "transcript": j})
    return jcs({"policy": policy(), "draws": draws})


def pack(data):
    return gzip.compress(data, 9, mtime=0)


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--samples":
        with open(sys.argv[2], "wb") as target:
            target.write(pack(samples()))
    elif len(sys.argv) == 3 and sys.argv[2].isdigit():
        os.makedirs(sys.argv[1], exist_ok=True)
        for place in range(int(sys.argv[2])):
            write(sys.argv[1], "%04d" % place, random_draw(place))
    else:
        sys.exit("usage: ved1_build.py FOLDER COUNT | --samples FILE.json.gz")
