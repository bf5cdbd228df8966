#!/usr/bin/env python3
"""Checks the transcript of a verifiable expert draw (VED-1, 可验证随机抽取) without trusting whoever made it.

    ved1_verify.py TRANSCRIPT [--log URL|DOSSIER] [--policy FILE] [--keys FILE] [--profile kat] [--deep]

Exit 0: every check passed (last line PASS, or PASS-CLAIMED for a sealed view). Exit 1: a check failed; the last line is
FAIL, the code of the first failed check, and what was wrong. Exit 2: nothing was checked (wrong arguments, a file that
cannot be read), which proves nothing. Nothing is fetched from a network unless --log names a URL.

Needs Python 3.10 and one package, `cryptography`, for Ed25519 signatures and RFC 3161 certificates; the arithmetic of
the verifiable random function (RFC 9381) is in this file. The SHA-256 of this file is what the rules of a draw pin.
"""
import base64
import binascii
import datetime
import hashlib
import hmac
import io
import json
import re
import struct
import sys
import unicodedata
import urllib.error
import urllib.request
import zipfile

try:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
except ImportError:
    print("This program needs the package 'cryptography'. 本程序需要 cryptography 软件包:\n"
          "    python3 -m pip install cryptography", file=sys.stderr)
    sys.exit(2)

USAGE = "usage: ved1_verify.py TRANSCRIPT [--log URL|DOSSIER] [--policy FILE] [--keys FILE] [--profile kat] [--deep]"

# Number: (codes, what it proves in Chinese, in English). The numbers are those of the specification, §10.
CHECKS = {
    1: ("E_FORMAT", "文件格式完整、规范，没有未知内容", "the file is well-formed and holds nothing unknown"),
    2: ("E_CHECKPOINT_SIG", "日志运营者在抽取前(K1)、抽取后(K2)签署了日志",
        "the log's operator signed the log before (K1) and after (K2) the draw"),
    3: ("E_WITNESS_QUORUM", "独立见证人也签署了这两个时点", "independent witnesses signed both as well"),
    4: ("E_CONSISTENCY", "从K1到K2，日志只增不改", "from K1 to K2 the log only grew; nothing was rewritten"),
    5: ("E_INCLUSION", "每一步都在日志中，内容与本文件一致", "every step is in the log and says what this file says"),
    6: ("E_ORDER", "各步骤先后正确：先封存，后揭示；密钥提前至少24小时公布",
        "the steps came in the right order: sealed first, revealed later; keys were known 24 h before"),
    7: ("E_RULES_HASH", "规则与其指纹一致", "the rules are those that the fingerprint stands for"),
    8: ("E_RULES", "规则有效，并指定了公开的核验程序", "the rules are valid and name the published verifier"),
    9: ("E_POOL_LEAF", "专家名册的每一条都已计入，无重复、无遗漏",
        "every expert record is counted once; none twice, none missing"),
    10: ("E_POOL_ROOT", "名册的总指纹和人数与事先封存的一致", "fingerprint and size of the list are those sealed before the draw"),
    11: ("E_FEASIBLE", "候选人数足够，或有监督部门签署的豁免", "there were enough candidates, or the supervisor signed a waiver"),
    12: ("E_PARTY_SET", "贡献随机数的各方正是规则所列各方", "those who contributed randomness are those named in the rules"),
    13: ("E_PARTY_SIG", "各方的每个签名都有效", "every signature of every party holds"),
    14: ("E_COMMIT", "各方揭示的随机数正是其事先封存的", "each party revealed what it had sealed before"),
    15: ("E_TRANSCRIPT", "各方随机数合并无误", "the contributions were combined correctly"),
    16: ("E_VRF_KEY", "平台的随机函数密钥是事先公布的那一把", "the platform's random-function key is the one published before"),
    17: ("E_VRF", "平台的最后一步可证明唯一，无法挑选", "the platform's last step is provably the only possible one"),
    18: ("E_SEED", "种子由以上数据算出", "the seed follows from all this"),
    19: ("E_VENUE", "城市与席位的抽取可重算", "the draw of cities and seats can be recomputed"),
    20: ("E_SELECT", "用种子重新排序，得到同样的人选", "ranking everybody anew by the seed gives the same result"),
    21: ("E_REPLACE", "补抽按候补顺序进行", "replacements follow the order of the alternates"),
    22: ("E_ATTEMPTS", "历次抽取全部列出，重抽有监督部门签署的命令",
         "all attempts are listed, and a new one has the supervisor's signed order"),
    23: ("E_TIMESTAMP", "时间与见证人、时间戳相符", "the times agree with witnesses and time stamps"),
}
KAT_CHECKS = (7, 8, 9, 10, 12, 14, 15, 17, 18, 20)


class Fail(Exception):
    """A check that does not hold: its code, and what was wrong."""

    def __init__(self, code, detail):
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Usage(Exception):
    """Nothing could be checked, which proves nothing."""


def need(holds, code, detail):
    if not holds:
        raise Fail(code, detail)


# ---------------------------------------------------------------- JSON (RFC 8785 without floats, null, booleans)

MAX_INT = 2 ** 53 - 1
MAX_DEPTH = 64


def read_json(data, code="E_FORMAT"):
    """One JSON text: no duplicate member, no float, null or boolean, ASCII names, NFC strings, integers 0…2^53−1."""
    def refuse(what):
        raise Fail(code, what)

    def integer(text):
        if text.startswith("-") or len(text) > 16 or int(text) > MAX_INT:
            refuse("integer out of range: " + text)
        return int(text)

    def members(pairs):
        result = {}
        for name, value in pairs:
            if name in result:
                refuse("member twice: " + name)
            if not name.isascii():
                refuse("member name is not ASCII: " + name)
            result[name] = value
        return result

    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=members, parse_int=integer,
                           parse_float=lambda text: refuse("not an integer: " + text),
                           parse_constant=lambda text: refuse("not an integer: " + text))
    except UnicodeDecodeError:
        refuse("not UTF-8")
    except (ValueError, RecursionError) as error:
        refuse("not JSON: " + str(error))
    walk_values(value, refuse)
    return value


def walk_values(value, refuse):
    level, depth = [value], 0
    while level:
        if depth > MAX_DEPTH:
            refuse("nested too deep")
        below = []
        for each in level:
            if isinstance(each, dict):
                below.extend(each)
                below.extend(each.values())
            elif isinstance(each, list):
                below.extend(each)
            elif isinstance(each, str):
                if not each.isascii():
                    if any(0xD800 <= ord(c) <= 0xDFFF for c in each) or not unicodedata.is_normalized("NFC", each):
                        refuse("string is not well-formed NFC")
            elif each is None or isinstance(each, bool):
                refuse("null, true and false are not allowed")
        level, depth = below, depth + 1


def jcs(value):
    """RFC 8785 bytes; with ASCII names, sorting by code point is sorting by UTF-16 unit."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


# ---------------------------------------------------------------- shapes

def string(value, where):
    need(isinstance(value, str), "E_FORMAT", where + " is not a string")


def integer(value, where):
    need(isinstance(value, int), "E_FORMAT", where + " is not an integer")


def anything(value, where):
    pass


def any_object(value, where):
    need(isinstance(value, dict), "E_FORMAT", where + " is not an object")


def matching(pattern, what):
    compiled = re.compile(pattern, re.ASCII)

    def check(value, where):
        need(isinstance(value, str) and compiled.fullmatch(value) is not None, "E_FORMAT", where + " is not " + what)
    return check


def hexadecimal(length):
    return matching("[0-9a-f]{%d}" % (2 * length), "%d bytes of lower-case hex" % length)


HASH = hexadecimal(32)


def from_base64(text):
    """The bytes of RFC 4648 §4 in its one spelling, or None."""
    if re.fullmatch(r"[A-Za-z0-9+/]*={0,2}", text) is None or len(text) % 4:
        return None
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    return data if base64.b64encode(data).decode() == text else None


def base64_of(length=None):
    def check(value, where):
        data = from_base64(value) if isinstance(value, str) else None
        need(data is not None and (length is None or len(data) == length), "E_FORMAT", where + " is not canonical base64")
    return check


SIGNATURE = base64_of(64)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


def milliseconds(text):
    """Milliseconds since 1970 of RFC 3339 UTC with three decimals, or None."""
    if TIME.fullmatch(text) is None:
        return None
    try:
        parsed = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=datetime.timezone.utc)
    except ValueError:
        return None
    delta = parsed - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return (delta.days * 86400 + delta.seconds) * 1000 + delta.microseconds // 1000


def instant(value, where):
    need(isinstance(value, str) and milliseconds(value) is not None, "E_FORMAT", where + " is not a time in UTC with milliseconds")


def array(item):
    def check(value, where):
        need(isinstance(value, list), "E_FORMAT", where + " is not an array")
        for i, each in enumerate(value):
            item(each, "%s[%d]" % (where, i))
    return check


def pair(first, second):
    def check(value, where):
        need(isinstance(value, list) and len(value) == 2, "E_FORMAT", where + " is not a pair")
        first(value[0], where + "[0]")
        second(value[1], where + "[1]")
    return check


def mapping(item):
    def check(value, where):
        need(isinstance(value, dict), "E_FORMAT", where + " is not an object")
        for name, each in value.items():
            item(each, where + "." + name)
    return check


def members(required, optional=None):
    optional = optional or {}

    def check(value, where):
        need(isinstance(value, dict), "E_FORMAT", where + " is not an object")
        for name in required:
            need(name in value, "E_FORMAT", where + " lacks " + name)
        for name, each in value.items():
            item = required.get(name) or optional.get(name)
            need(item is not None, "E_FORMAT", "unknown member " + where + "." + name)
            item(each, where + "." + name)
    return check


def specialties(value, where):
    if isinstance(value, list):
        array(string)(value, where)
        need(len(value) >= 2 and all(text(a) < text(b) for a, b in zip(value, value[1:])), "E_FORMAT",
             where + " is one specialty in an array, or they are not sorted and distinct")
    else:
        string(value, where)


def distinct(value, where):
    array(string)(value, where)
    need(len(set(value)) == len(value), "E_FORMAT", where + " names one twice")


DRAW_ID = matching(r"[A-Za-z0-9._-]{1,64}/[1-9][0-9]{0,8}", "a draw id")
STRATUM = members({"id": string, "sp": array(string), "rg": array(string), "n": integer})
K_RULES = {"v": string, "suite": integer, "parties": array(string), "strata": array(STRATUM), "max_per_employer": integer}
TIMEOUTS = members({name: integer for name in ("commit", "deposit", "reveal", "final", "answer")})
PARAM_TIMEOUTS = members({name: integer for name in ("commit", "deposit", "reveal", "final")}, {"answer": integer})
WAIVER = members({"check": string, "reason": string, "order": HASH})
REDRAW = members({"prev": DRAW_ID, "reason": string, "order": HASH})
VENUE_RULES = members({"city_root": HASH, "seat_root": HASH, "n_city": integer, "q": array(integer), "bind": mapping(integer)})
RULES = members({**K_RULES, "min_ratio": integer, "min_cap_ratio": integer, "timeouts": TIMEOUTS, "verifier": HASH},
                {"venue": VENUE_RULES, "waivers": array(WAIVER), "redraw": REDRAW})
KAT_RULES = members(K_RULES, {"min_ratio": integer, "min_cap_ratio": integer, "timeouts": TIMEOUTS, "verifier": HASH,
                              "venue": VENUE_RULES, "waivers": array(WAIVER), "redraw": REDRAW})
PARAM_RULES = members({"v": string, "suite": integer, "parties": array(string), "timeouts": PARAM_TIMEOUTS, "verifier": HASH,
                       "params": array(any_object)}, {"redraw": REDRAW})
EMPLOYER = hexadecimal(8)
PID = hexadecimal(16)
EXCLUSIONS = {"CONFLICT_EMPLOYER", "CONFLICT_PAST_3Y", "CONFLICT_RELATIVE", "CONFLICT_OTHER", "AGENT_STAFF",
              "SUPERVISOR_STAFF", "SUSPENDED", "QUALIFICATION_EXPIRED", "UNAVAILABLE", "FREQUENCY_CAP", "TIME_CLASH",
              "SELF_RECUSAL", "MANUAL"}


def expert(shape, kat):
    def check(value, where):
        shape(value, where)
        excluded = value["ex"] == 1
        need(value["ex"] in (0, 1) and (value["exr"] in EXCLUSIONS if excluded else value["exr"] == ""), "E_FORMAT",
             where + " is excluded without a reason, or has a reason and is not")
        need(kat or ("exh" in value) == excluded, "E_FORMAT", where + ": evidence stands with an exclusion, and only there")
    return check


EXPERT = members({"pid": PID, "sp": specialties, "rg": string, "em": EMPLOYER, "ex": integer, "exr": string, "salt": HASH},
                 {"exh": HASH})
KAT_EXPERT = members({"pid": string, "sp": specialties, "rg": string, "em": EMPLOYER, "ex": integer, "exr": string,
                      "salt": HASH}, {"exh": HASH})
CLAIM = members({"leaf": HASH, "em": EMPLOYER, "strata": distinct})


def result_shape(pid):
    return array(members({"stratum": string, "selected": array(members({"pid": pid, "key": HASH, "leaf": HASH})),
                          "alternates": array(pid), "skipped": array(pair(pid, string))}))


PARAM_RESULT = array(members({"name": string, "counter": integer, "position": integer, "value": string}))
SEAT = members({"city": string, "seat": string, "key": HASH, "leaf": HASH})
VENUE = members({
    "cities": array(members({"city": string, "ex": integer, "exr": string, "seats": integer})),
    "seats": array(members({"city": string, "ex": integer, "exr": string, "seat": string})),
    "result": members({"cities": array(members({"city": string, "key": HASH, "leaf": HASH})), "seats": array(SEAT),
                       "spare": array(SEAT)})})
CALL = members({"pid": PID, "t": instant, "channel": string, "outcome": string})
REPLACEMENT = members({"no": integer, "stratum": string, "vacated": PID, "reason": string, "calls": array(CALL),
                       "skipped": array(pair(PID, string)), "index": integer}, {"evidence": HASH, "seated": PID})
RECORD = members({"v": integer, "id": string, "t": instant, "kind": string, "body": any_object},
                 {"tender": string, "actor": anything, "obj": anything, "docs": anything, "prev": string, "rule": string})
ENTRY = members({"step": string, "index": integer, "record": RECORD, "salt": HASH, "proof": array(base64_of(32))})
LOG = members({"origin": string, "k1": string, "k2": string, "consistency": array(base64_of(32)), "entries": array(ENTRY)})
SIGNATURES = members({"commit": mapping(SIGNATURE), "deposit": mapping(SIGNATURE), "deposit_check": mapping(SIGNATURE),
                      "reveal": mapping(SIGNATURE)},
                     {"final": SIGNATURE, "escrow": mapping(mapping(SIGNATURE)),
                      "orders": array(members({"order": any_object, "sig": mapping(SIGNATURE)}))})
LIBRARY = members({"count": integer, "prev_count": integer, "prev_root": HASH, "added": integer, "removed": integer})
ATTEMPT = members({"draw_id": DRAW_ID, "outcome": string, "index": integer})
COMMON = {"draw_id": DRAW_ID, "rules_jcs": string, "rules_hash": HASH, "leaves_sorted": array(HASH), "pool_root": HASH,
          "contributions": mapping(hexadecimal(32)), "commits": mapping(HASH), "transcript": HASH, "alpha": HASH, "seed": HASH}
VRF = {"vrf_pk": hexadecimal(32), "vrf_pi": hexadecimal(80), "vrf_beta": hexadecimal(64)}


def check_shape(j, kat):
    """Check 1. What is a matter of shape (members, types, encodings) is found here; what is a matter of value, later."""
    any_object(j, "transcript")
    if kat:
        members({**COMMON, **VRF, "rules": KAT_RULES, "pool": array(expert(KAT_EXPERT, True)), "result": result_shape(string)},
                {"note": string, "vrf_sk": hexadecimal(32)})(j, "transcript")
        return
    need(j.get("format") == "VED1-bundle/1", "E_FORMAT", "format is not VED1-bundle/1")
    need(j.get("view") in ("open", "sealed"), "E_FORMAT", "view is neither open nor sealed")
    rules = j.get("rules")
    params = isinstance(rules, dict) and "params" in rules
    required = {**COMMON, "format": string, "view": string, "rules": PARAM_RULES if params else RULES,
                "signatures": SIGNATURES, "attempts": array(ATTEMPT), "log": LOG,
                "result": PARAM_RESULT if params else result_shape(PID)}
    optional = {"timestamps": members({}, {"k1": base64_of(), "k2": base64_of()})}
    if j["view"] == "open":
        required["pool"] = array(expert(EXPERT, False))
    else:
        required["claims"] = array(CLAIM)
    if not params:
        required.update(library=LIBRARY, replacements=array(REPLACEMENT))
    if isinstance(rules, dict) and rules.get("suite") == 2:
        optional["vrf_beta"] = matching("", "empty")
    else:
        required.update(VRF)
    if isinstance(rules, dict) and "venue" in rules and not params:
        required["venue"] = VENUE
    members(required, optional)(j, "transcript")
    if params:
        need(j["view"] == "open", "E_FORMAT", "a draw of parameters has an open view only")


# ---------------------------------------------------------------- Merkle tree (RFC 6962, RFC 9162) over SHA-256

def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root_of(leaves, h=sha256):
    """Combines pairs level by level and lets a last odd node rise, which is the same tree as RFC 6962's recursion."""
    if not leaves:
        return h(b"")
    while len(leaves) > 1:
        above = [h(b"\x01", leaves[i], leaves[i + 1]) for i in range(0, len(leaves) - 1, 2)]
        if len(leaves) % 2:
            above.append(leaves[-1])
        leaves = above
    return leaves[0]


def is_included(index, size, leaf, proof, root):
    """RFC 9162 §2.1.3.2."""
    if not 0 <= index < size:
        return False
    place, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0 or len(sibling) != 32:
            return False
        if place & 1 or place == last:
            node = sha256(b"\x01", sibling, node)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            node = sha256(b"\x01", node, sibling)
        place >>= 1
        last >>= 1
    return last == 0 and node == root


def is_consistent(old, new, old_root, new_root, proof):
    """RFC 9162 §2.1.4.2; an old size of 0 proves nothing and is refused."""
    if old <= 0 or new < old or any(len(each) != 32 for each in proof):
        return False
    if old == new:
        return not proof and old_root == new_root
    if not proof:
        return False
    if old & (old - 1) == 0:
        proof = [old_root] + proof
    place, last = old - 1, new - 1
    while place & 1:
        place >>= 1
        last >>= 1
    before = after = proof[0]
    for sibling in proof[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = sha256(b"\x01", sibling, before), sha256(b"\x01", sibling, after)
            while not place & 1 and place:
                place >>= 1
                last >>= 1
        else:
            after = sha256(b"\x01", after, sibling)
        place >>= 1
        last >>= 1
    return last == 0 and before == old_root and after == new_root


# ---------------------------------------------------------------- edwards25519, Ed25519, ECVRF (RFC 8032, RFC 9381)

P = 2 ** 255 - 19
Q = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
ZERO = (0, 1, 1, 0)


def point_of(data):
    """The point in its one canonical encoding (RFC 8032 §5.1.3) in extended coordinates, or None."""
    y = int.from_bytes(data, "little")
    sign = y >> 255
    y &= (1 << 255) - 1
    if len(data) != 32 or y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * ROOT_OF_MINUS_1 % P
    if v * x * x % P != u or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def encoded(point):
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    return (y * inverse % P | (x * inverse % P & 1) << 255).to_bytes(32, "little")


def plus(a, b):
    k = (a[1] - a[0]) * (b[1] - b[0]) % P
    m = (a[1] + a[0]) * (b[1] + b[0]) % P
    t = 2 * a[3] * b[3] * D % P
    z = 2 * a[2] * b[2] % P
    e, f, g, h = m - k, z - t, z + t, m + k
    return e * f % P, g * h % P, f * g % P, e * h % P


def minus(a, b):
    return plus(a, (P - b[0], b[1], b[2], P - b[3]))


def times(k, point):
    result = ZERO
    while k:
        if k & 1:
            result = plus(result, point)
        point = plus(point, point)
        k >>= 1
    return result


def is_small(point):
    x, y, z, _ = times(8, point)
    return x == 0 and y == z


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def verify_ed25519(key, message, signature):
    """RFC 8032 §5.1.7 without the cofactor; S below the order, A and R canonical, no key of small order."""
    a = point_of(key)
    if a is None or is_small(a) or len(signature) != 64 or point_of(signature[:32]) is None:
        return False
    if int.from_bytes(signature[32:], "little") >= Q:
        return False
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        return True
    except InvalidSignature:
        return False


def sha512(*parts):
    return hashlib.sha512(b"".join(parts)).digest()


def vrf_hash_point(key, alpha):
    for counter in range(256):
        point = point_of(sha512(b"\x03\x01", key, alpha, bytes([counter]), b"\0")[:32])
        if point is not None and not is_small(point):
            return times(8, point)
    return None


def vrf_key_is_valid(key):
    """ECVRF_validate_key (RFC 9381 §5.4.5)."""
    point = point_of(key)
    return point is not None and not is_small(point)


def vrf_verify(key, alpha, pi):
    """ECVRF-EDWARDS25519-SHA512-TAI (RFC 9381 §5.3): beta, or None."""
    y, gamma = point_of(key), point_of(pi[:32])
    c, s = int.from_bytes(pi[32:48], "little"), int.from_bytes(pi[48:80], "little")
    if y is None or gamma is None or len(pi) != 80 or s >= Q or is_small(y):
        return None
    h = vrf_hash_point(key, alpha)
    if h is None:
        return None
    u = minus(times(s, BASE), times(c, y))
    v = minus(times(s, h), times(c, gamma))
    challenge = sha512(b"\x03\x02", key, encoded(h), encoded(gamma), encoded(u), encoded(v), b"\0")[:16]
    return sha512(b"\x03\x03", encoded(times(8, gamma)), b"\0") if challenge == pi[32:48] else None


# ---------------------------------------------------------------- the formulas of VED-1 (§3.1)

def lp(data):
    return struct.pack(">I", len(data)) + data


def text(value):
    return value.encode("utf-8")


class Suite1:
    """SHA-256, HMAC-SHA-256, Ed25519, ECVRF."""
    number = 1
    h = staticmethod(sha256)

    @staticmethod
    def mac(key, message):
        return hmac.digest(key, message, "sha256")

    verify = staticmethod(verify_ed25519)
    key_bytes = 32


def rules_hash(suite, rules):
    return suite.h(b"VED1/rules\0", jcs(rules))


def leaf_of(suite, record):
    return suite.h(b"\0", jcs(record))


def commitment(suite, draw_id, party, rules, root, r):
    return suite.h(b"VED1/commit\0", lp(text(draw_id)), lp(text(party)), rules, root, r)


def in_order(parties):
    return sorted(parties, key=text)


def transcript_of(suite, draw_id, rules, root, commits):
    parts = [lp(text(p)) + commits[p] for p in in_order(commits)]
    return suite.h(b"VED1/transcript\0", lp(text(draw_id)), rules, root, struct.pack(">H", len(commits)), *parts)


def joined(contributions):
    return b"".join(lp(contributions[p]) for p in in_order(contributions))


def alpha_of(suite, transcript, contributions):
    return suite.h(b"VED1/alpha\0", transcript, joined(contributions))


def seed_of(suite, transcript, contributions, beta):
    return suite.mac(transcript, joined(contributions) + lp(beta))


def order_hash(suite, order):
    return suite.h(b"VED1/order\0", jcs(order))


def signed_bytes(step, draw_id, party, value):
    return b"VED1/sign\0" + lp(text(step)) + lp(text(draw_id)) + lp(text(party)) + value


# ---------------------------------------------------------------- signed notes, checkpoints, policy (C2SP)

class VerifierKey:
    def __init__(self, written, kind):
        parts = written.split("+", 2)
        typed = from_base64(parts[2]) if len(parts) == 3 else None
        if typed is None or len(typed) != 33 or typed[0] != kind or not is_name(parts[0]):
            raise Usage("policy: malformed key, or of a kind not supported: " + written)
        point = point_of(typed[1:])
        self.name, self.id, self.kind, self.key = parts[0], sha256(text(parts[0]), b"\n", typed)[:4], kind, typed[1:]
        if self.id.hex() != parts[1] or point is None or is_small(point):
            raise Usage("policy: malformed key: " + written)

    def signs(self, note_text, signature):
        if self.kind == 1:
            return verify_ed25519(self.key, text(note_text), signature)
        if len(signature) != 72 or cosigned_at(signature) > MAX_INT:
            return False
        message = "cosignature/v1\ntime %d\n%s" % (cosigned_at(signature), note_text)
        return verify_ed25519(self.key, text(message), signature[8:])


def cosigned_at(signature):
    return struct.unpack(">Q", signature[:8])[0]


def is_name(name):
    return name != "" and "+" not in name and not re.search(r"\s", name)


class Policy:
    """C2SP tlog-policy: whom the reader trusts. A name must stand above the line that uses it."""

    def __init__(self, data):
        try:
            written = data.decode("utf-8")
        except UnicodeDecodeError:
            raise Usage("policy: not UTF-8") from None
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", written):
            raise Usage("policy: characters that are not allowed")
        self.logs, self.witnesses, self.groups, self.quorum = [], {}, {}, None
        used = set()
        for line in written.split("\n"):
            words = [word for word in re.split(r"[ \t]+", line) if word]
            if words and not words[0].startswith("#"):
                self.read(words, used)
        if self.quorum is None or not self.logs:
            raise Usage("policy: it must have a log and exactly one quorum")

    def read(self, words, used):
        kind, count = words[0], len(words)
        if kind == "log" and count in (2, 3):
            key = VerifierKey(words[1], 1)
            if any(key.key == other.key for other in self.logs):
                raise Usage("policy: key twice")
            self.logs.append(key)
        elif kind == "witness" and count in (3, 4):
            key = VerifierKey(words[2], 4)
            if any(key.key == other.key for other in self.witnesses.values()):
                raise Usage("policy: key twice")
            self.define(words[1])
            self.witnesses[words[1]] = key
        elif kind == "group" and count >= 4:
            names = words[3:]
            for name in names:
                if name in used or not self.has(name):
                    raise Usage("policy: name not defined above, or member twice: " + name)
                used.add(name)
            least = {"any": 1, "all": len(names)}.get(words[2])
            if least is None:
                least = int(words[2]) if re.fullmatch(r"[1-9][0-9]{0,8}", words[2]) else 0
            if not 1 <= least <= len(names):
                raise Usage("policy: threshold " + words[2])
            self.define(words[1])
            self.groups[words[1]] = (least, names)
        elif kind == "quorum" and count == 2 and self.quorum is None and (words[1] == "none" or self.has(words[1])):
            self.quorum = words[1]
        else:
            raise Usage("policy: line not understood: " + " ".join(words))

    def has(self, name):
        return name in self.witnesses or name in self.groups

    def define(self, name):
        if name == "none" or self.has(name):
            raise Usage("policy: name twice: " + name)

    def is_met(self, cosigned, name=None):
        name = name or self.quorum
        if name == "none":
            return True
        if name in self.groups:
            least, names = self.groups[name]
            return sum(self.is_met(cosigned, each) for each in names) >= least
        return name in cosigned


class Note:
    """A signed checkpoint. Signatures say nothing until a key of the policy has been found for them."""

    def __init__(self, note, code, name):
        def malformed(what):
            raise Fail(code, "%s is no signed checkpoint: %s" % (name, what))
        split = note.rfind("\n\n")
        if len(text(note)) > 64 * 1024 or re.search(r"[\x00-\x09\x0b-\x1f]", note):
            malformed("characters or length")
        if split < 0 or not note.endswith("\n") or split + 2 == len(note):
            malformed("no blank line before the signatures")
        self.bytes, self.text, self.lines = text(note), note[:split + 1], []
        written = note[split + 2:-1].split("\n")
        if len(written) > 100:
            malformed("too many lines")
        for line in written:
            found = re.fullmatch(r"— (\S+) (\S+)", line)
            data = from_base64(found[2]) if found else None
            if data is None or len(data) <= 4 or not is_name(found[1]):
                malformed(line)
            self.lines.append((found[1], data[:4], data[4:]))
        body = self.text.split("\n")
        if len(body) != 4 or body[3] or not body[0] or not re.fullmatch("0|[1-9][0-9]{0,15}", body[1]):
            malformed("text")
        self.origin, self.size, root = body[0], int(body[1]), from_base64(body[2])
        if root is None or len(root) != 32 or self.size > MAX_INT:
            malformed("size or root")
        self.root = root

    def of(self, key):
        return [signature for name, key_id, signature in self.lines if (name, key_id) == (key.name, key.id)]

    def check_log_signature(self, policy, code, name):
        signers = [key for key in policy.logs if self.of(key)]
        need(signers, code, name + " has no signature of a log that the policy names")
        for key in signers:
            need(all(key.signs(self.text, each) for each in self.of(key)), code, name + ": the log's signature does not hold")
        need(signers[0].name == self.origin, code, name + ": the origin is not the name of the signing key")

    def cosignatures(self, policy, code, name):
        """Earliest time, in seconds, of each witness that has cosigned; one false cosignature condemns the note."""
        times_of = {}
        for witness, key in policy.witnesses.items():
            for signature in self.of(key):
                need(key.signs(self.text, signature), code, "%s: the cosignature of %s does not hold" % (name, witness))
                times_of[witness] = min(times_of.get(witness, MAX_INT), cosigned_at(signature))
        return times_of


# ---------------------------------------------------------------- the log behind the transcript (--log)

class LogFolder:
    """The static files of a log at a URL (C2SP tlog-tiles)."""

    def __init__(self, base):
        self.base = base.rstrip("/") + "/"
        self.cache = {}
        self.size = 0

    def read(self, path):
        if path not in self.cache:
            try:
                with urllib.request.urlopen(self.base + path, timeout=30) as answer:
                    self.cache[path] = answer.read(2 << 20)
            except (urllib.error.URLError, OSError, ValueError) as error:
                raise Usage("cannot read %s%s: %s" % (self.base, path, error)) from None
        return self.cache[path]

    def tile(self, level, number):
        width = min(256, self.size // 256 ** level - 256 * number)
        return self.read(tile_path("tile/%s" % level, number, width))

    def subtree(self, start, size):
        """Root of a complete subtree whose size is a power of two."""
        level = (size.bit_length() - 1) // 8
        if size == 256 ** level:
            place = start // size
            data = self.tile(level, place // 256)
            return data[32 * (place % 256):32 * (place % 256) + 32]
        half = size // 2
        return sha256(b"\x01", self.subtree(start, half), self.subtree(start + half, half))

    def root(self, start, size):
        half = 1 << (size - 1).bit_length() - 1 if size > 1 else 1
        if size & (size - 1) == 0:
            return self.subtree(start, size)
        return sha256(b"\x01", self.subtree(start, half), self.root(start + half, size - half))

    def entry(self, index):
        number = index // 256
        width = min(256, self.size - 256 * number)
        data, at = self.read(tile_path("tile/entries", number, width)), 0
        for _ in range(index % 256):
            at += 2 + int.from_bytes(data[at:at + 2], "big")
        return data[at + 2:at + 2 + int.from_bytes(data[at:at + 2], "big")]


def tile_path(folder, number, width):
    groups = "%03d" % (number % 1000)
    number //= 1000
    while number:
        groups = "x%03d/%s" % (number % 1000, groups)
        number //= 1000
    return "%s/%s%s" % (folder, groups, "" if width == 256 else ".p/%d" % width)


class Dossier:
    """The records of a tender in its dossier: `log/checkpoint` and `records/*.tlog-proof`."""

    def __init__(self, path):
        self.records, self.proofs = {}, {}
        try:
            with zipfile.ZipFile(path) as archive:
                self.note = archive.read("log/checkpoint").decode("utf-8")
                for name in archive.namelist():
                    if re.fullmatch(r"records/\d{12}\.tlog-proof", name):
                        self.take(archive.read(name).decode("utf-8"))
        except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
            raise Usage("cannot read the dossier: %s" % error) from None

    def take(self, receipt):
        lines = receipt.split("\n\n", 1)[0].split("\n")
        if len(lines) < 3 or lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("extra "):
            raise ValueError("malformed receipt")
        extra = from_base64(lines[1][6:]) or b""
        index = int(lines[2].removeprefix("index "))
        self.records[index] = (extra[:32], extra[32:])
        self.proofs[index] = [from_base64(line) or b"" for line in lines[3:]]


def entry_of(salt, record):
    return b'{"c":"%s","v":1}' % sha256(b"GP/entry\0", salt, record).hex().encode()


# ---------------------------------------------------------------- RFC 3161 tokens

def der(data, at=0):
    """One DER element: (tag, content, whole, end)."""
    tag, length, begin = data[at], data[at + 1], at + 2
    if length & 0x80:
        count = length & 0x7f
        length, begin = int.from_bytes(data[begin:begin + count], "big"), begin + count
        if not 1 <= count <= 4 or length < 0x80 or length >> 8 * (count - 1) == 0:
            raise ValueError("length is not DER")
    if begin + length > len(data):
        raise ValueError("truncated")
    return tag, data[begin:begin + length], data[at:begin + length], begin + length


def children(data):
    found, at = [], 0
    while at < len(data):
        tag, content, whole, at = der(data, at)
        found.append((tag, content, whole))
    return found


def oid(dotted):
    numbers = [int(each) for each in dotted.split(".")]
    out = bytes([40 * numbers[0] + numbers[1]])
    for number in numbers[2:]:
        part = bytes([number & 0x7f])
        while number > 0x7f:
            number >>= 7
            part = bytes([number & 0x7f | 0x80]) + part
        out += part
    return out


DIGESTS = {oid("2.16.840.1.101.3.4.2.1"): "sha256", oid("2.16.840.1.101.3.4.2.2"): "sha384", oid("2.16.840.1.101.3.4.2.3"): "sha512"}
SIGNATURE_DIGESTS = {oid("1.2.840.113549.1.1.11"): "sha256", oid("1.2.840.113549.1.1.12"): "sha384",
                     oid("1.2.840.113549.1.1.13"): "sha512", oid("1.2.840.10045.4.3.2"): "sha256",
                     oid("1.2.840.10045.4.3.3"): "sha384", oid("1.2.840.10045.4.3.4"): "sha512"}


def is_of(certificate, signer):
    """Whether a SignerIdentifier (RFC 5652 §5.3) names a certificate."""
    if signer[0] == 0x30:
        issuer, serial = children(signer[1])
        return issuer[2] == certificate.issuer.public_bytes() and int.from_bytes(serial[1], "big") == certificate.serial_number
    key = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return signer[0] == 0x80 and signer[1] == key.digest


SIGNING_CERTIFICATE = oid("1.2.840.113549.1.9.16.2.12")
SIGNING_CERTIFICATE_V2 = oid("1.2.840.113549.1.9.16.2.47")


def names_certificate(attributes, whole, certificate):
    """The signed attribute by which a token names the certificate it is to be checked with (RFC 3161 §2.4.1, RFC 5816)."""
    version2 = SIGNING_CERTIFICATE not in attributes
    value = attributes.get(SIGNING_CERTIFICATE_V2 if version2 else SIGNING_CERTIFICATE)
    if value is None:
        return False
    first = children(children(children(value)[0][1])[0][1])
    name = "sha256" if version2 else "sha1"
    if version2 and first[0][0] == 0x30:
        name = DIGESTS.get(children(first[0][1])[0][1])
        first = first[1:]
    if name is None or hashlib.new(name, whole, usedforsecurity=False).digest() != first[0][1]:
        return False
    if len(first) > 1:
        names, serial = children(first[1][1])[:2]
        issuer = [content for tag, content, _ in children(names[1]) if tag == 0xa4]
        return certificate.issuer.public_bytes() in issuer and int.from_bytes(serial[1], "big") == certificate.serial_number
    return True


def check_token(token, stamped):
    """A TimeStampToken over bytes, valid under the certificate in it. Raises ValueError with what is wrong."""
    tag, content, _, end = der(token)
    outer = children(content)
    if tag != 0x30 or end != len(token) or outer[0][1] != oid("1.2.840.113549.1.7.2"):
        raise ValueError("not a signed token")
    signed = children(children(outer[1][1])[0][1])
    inner = children(signed[2][1])
    if inner[0][1] != oid("1.2.840.113549.1.9.16.1.4"):
        raise ValueError("not a time stamp")
    info_bytes = der(inner[1][1])[1]
    info = children(der(info_bytes)[1])
    imprint = children(info[2][1])
    name = DIGESTS.get(children(imprint[0][1])[0][1])
    if name is None or hashlib.new(name, stamped).digest() != imprint[1][1]:
        raise ValueError("it stamps something else")
    stamped_at = datetime.datetime.strptime(info[4][1].decode().split(".")[0].rstrip("Z"), "%Y%m%d%H%M%S")
    certificates = [whole for tag, body, _ in signed if tag == 0xa0 for _, _, whole in children(body)]
    [signer] = children(signed[-1][1])
    parts = children(signer[1])
    digest_name = DIGESTS.get(children(parts[2][1])[0][1])
    if digest_name is None or parts[3][0] != 0xa0:
        raise ValueError("no signed attributes")
    attributes = {children(body)[0][1]: children(children(body)[1][1])[0][1] for _, body, _ in children(parts[3][1])}
    if attributes.get(oid("1.2.840.113549.1.9.4")) != hashlib.new(digest_name, info_bytes).digest():
        raise ValueError("the signature is of something else")
    chosen = [(whole, each) for whole, each in ((c, x509.load_der_x509_certificate(c)) for c in certificates) if is_of(each, parts[1])]
    if len(chosen) != 1:
        raise ValueError("the certificate of its signer is not in it")
    whole, certificate = chosen[0]
    if not names_certificate(attributes, whole, certificate):
        raise ValueError("it does not name the certificate of its signer")
    if not (certificate.not_valid_before_utc.replace(tzinfo=None) <= stamped_at <= certificate.not_valid_after_utc.replace(tzinfo=None)):
        raise ValueError("its certificate was not valid then")
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    if not usage.critical or list(usage.value) != [x509.oid.ExtendedKeyUsageOID.TIME_STAMPING]:
        raise ValueError("its certificate is not one for time stamps")
    message, signature = b"\x31" + parts[3][2][1:], parts[5][1]
    algorithm = {"sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512}[
        SIGNATURE_DIGESTS.get(children(parts[4][1])[0][1], digest_name)]()
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, message, padding.PKCS1v15(), algorithm)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, message, ec.ECDSA(algorithm))
    else:
        raise ValueError("its key is of a kind not supported")


# ---------------------------------------------------------------- selection (§5), venues (§7), parameters (§7.2)

def ranked(suite, seed, draw_id, stratum, leaves):
    """Leaves with their keys, ascending by key and then by leaf, both as unsigned bytes."""
    prefix = b"VED1/rank\0" + lp(text(draw_id)) + lp(text(stratum))
    mac = suite.mac
    return sorted((mac(seed, prefix + leaf), leaf) for leaf in leaves)


def select(suite, seed, draw_id, strata, cap, candidates, employer_of):
    """Steps 7 and 8 (§5): per stratum the chosen (key, leaf), the alternates and the skipped (leaf, reason)."""
    chosen, seats_of, result = set(), {}, []
    for stratum, leaves in zip(strata, candidates):
        selected, alternates, skipped = [], [], []
        for key, leaf in ranked(suite, seed, draw_id, stratum["id"], leaves):
            employer = employer_of[leaf]
            if leaf in chosen:
                skipped.append((leaf, "ALREADY"))
            elif len(selected) == stratum["n"]:
                alternates.append(leaf)
            elif seats_of.get(employer, 0) >= cap:
                skipped.append((leaf, "EMPLOYER_CAP"))
            else:
                selected.append((key, leaf))
                chosen.add(leaf)
                seats_of[employer] = seats_of.get(employer, 0) + 1
        need(len(selected) == stratum["n"], "E_SELECT", "stratum %s is short of experts" % stratum["id"])
        result.append((selected, alternates, skipped))
    return result


def rank_places(suite, seed, draw_id, records, city=None):
    label = b"VED1/rank-city\0" + lp(text(draw_id)) if city is None else (
        b"VED1/rank-seat\0" + lp(text(draw_id)) + lp(text(city)))
    rows = []
    for record in records:
        if record["ex"] == 0 and city in (None, record["city"]):
            leaf = leaf_of(suite, record)
            rows.append((suite.mac(seed, label + leaf), leaf, record))
    return sorted(rows, key=lambda row: row[:2])


def draw_venues(suite, seed, draw_id, rules, venue):
    """§7: the first n_city cities, in each its first q[i] seats, the rest as spare seats."""
    cities = rank_places(suite, seed, draw_id, venue["cities"])[:rules["n_city"]]
    need(len(cities) == rules["n_city"], "E_VENUE", "fewer eligible cities than are to be drawn")
    result = {"cities": [{"city": c["city"], "key": k.hex(), "leaf": l.hex()} for k, l, c in cities], "seats": [], "spare": []}
    for (_, _, city), quota in zip(cities, rules["q"]):
        seats = [{"city": s["city"], "seat": s["seat"], "key": k.hex(), "leaf": l.hex()}
                 for k, l, s in rank_places(suite, seed, draw_id, venue["seats"], city["city"])]
        need(len(seats) >= quota, "E_VENUE", "city %s has too few seats" % city["city"])
        result["seats"] += seats[:quota]
        result["spare"] += seats[quota:]
    return result


DECIMAL = re.compile(r"(-?)(0|[1-9][0-9]{0,17})(?:\.([0-9]{1,12}))?", re.ASCII)
PARAM_ID = re.compile(r".+\.param\.[A-Za-z0-9_-]+/[0-9]+", re.ASCII)
PLACES = 12
MOST_VALUES = 1_000_000


def number_of(value):
    """A decimal in units of its last possible place: 1.0 is 1."""
    found = DECIMAL.fullmatch(value) if isinstance(value, str) else None
    need(found is not None, "E_RULES", "a parameter has a value that is no decimal")
    units = int(found[2] + (found[3] or "").ljust(PLACES, "0"))
    return -units if found[1] else units


def places_of(value):
    return len(value.partition(".")[2])


def pool_values(pool):
    """The values of a random parameter in order, exact: their number and each; those listed, or min, min + step … max."""
    if isinstance(pool, dict) and set(pool) == {"values"} and isinstance(pool["values"], list):
        values = pool["values"]
        need(0 < len(values) <= MOST_VALUES and len(set(map(number_of, values))) == len(values), "E_RULES",
             "values of a parameter: none, too many, or one twice")
        return len(values), values.__getitem__
    need(isinstance(pool, dict) and set(pool) == {"min", "max", "step"}, "E_RULES", "pool of a parameter")
    low, high, step = (number_of(pool[name]) for name in ("min", "max", "step"))
    need(step > 0 and low <= high and (high - low) % step == 0, "E_RULES", "the step does not divide the span")
    size = (high - low) // step + 1
    need(size <= MOST_VALUES, "E_RULES", "a parameter has too many values")
    places = max(places_of(pool["min"]), places_of(pool["step"]))

    def value(position):
        units = low + position * step
        digits = str(abs(units)).rjust(PLACES + 1, "0")
        whole, part = digits[:-PLACES], digits[-PLACES:]
        return ("-" if units < 0 else "") + whole + ("." + part[:places] if places else "")
    return size, value


def is_dependent(pool):
    return (isinstance(pool, dict) and set(pool) == {"dependsOn", "pools"} and isinstance(pool["dependsOn"], str)
            and isinstance(pool["pools"], dict))


def check_parameters(params):
    """Names and places in the order are of one parameter each; whatever was drawn before, there is a pool for it."""
    code, possible, orders = "E_RULES", {}, set()
    need(params, code, "no parameters")
    for p in sorted(params, key=order_of):
        name = p.get("name")
        need(isinstance(name, str) and name != "", code, "a parameter has no name")
        need(isinstance(p.get("order"), int) and p["order"] not in orders, code, "the order of the parameters")
        orders.add(p["order"])
        need(("pool" in p) != ("value" in p), code, name + " has either a pool or a value")
        if "value" in p:
            numbers = {number_of(p["value"])}
        elif is_dependent(p["pool"]):
            pools = p["pool"]["pools"]
            before = possible.get(p["pool"]["dependsOn"])
            need(before is not None, code, name + " depends on none of the parameters before it")
            keys = {number_of(key) for key in pools}
            need(len(keys) == len(pools) and before <= keys, code, name + " lacks a pool for a value drawn before, or has two")
            numbers = set().union(*map(all_numbers, pools.values()))
        else:
            numbers = all_numbers(p["pool"])
        need(name not in possible, code, "two parameters are called " + name)
        possible[name] = numbers


def parameters_are_sound(params):
    try:
        check_parameters(params)
    except Fail:
        return False
    return True


def order_of(parameter):
    return parameter["order"] if isinstance(parameter.get("order"), int) else 0


def all_numbers(pool):
    size, value = pool_values(pool)
    return {number_of(value(i)) for i in range(size)}


def chosen_pool(pool, known):
    if not is_dependent(pool):
        return pool
    before = known.get(pool["dependsOn"])
    found = [each for key, each in pool["pools"].items() if number_of(key) == before]
    need(found, "E_RULES", "no pool for what was drawn before")
    return found[0]


def draw_parameters(suite, seed, draw_id, params):
    result, known = [], {}
    for each in sorted(params, key=order_of):
        if "value" in each:
            known[each["name"]] = number_of(each["value"])
            continue
        size, value = pool_values(chosen_pool(each["pool"], known))
        limit, counter = (2 ** 256 - 1) // size * size, 0
        while True:
            x = int.from_bytes(suite.mac(seed, b"VED1/param\0" + lp(text(draw_id)) + lp(text(each["name"]))
                                         + struct.pack(">I", counter)), "big")
            if x < limit:
                break
            counter += 1
        known[each["name"]] = number_of(value(x % size))
        result.append({"name": each["name"], "counter": counter, "position": x % size, "value": value(x % size)})
    return result


KINDS = {"KEYS": "draw.keys", "RULES": "draw.rules", "POOL": "draw.pool", "COMMIT": "draw.commit", "DEPOSIT": "draw.deposit",
         "DEPOSIT_CHECK": "draw.deposit_check", "REVEAL": "draw.reveal", "FINAL": "draw.final", "RESULT": "draw.result", "REPLACE": "draw.replace",
         "ESCROW_OPEN": "draw.escrow_open", "ABORT": "draw.abort", "ORDER": "draw.order", "CALL": "draw.call"}
REPLACEMENT_REASONS = {"DECLINED", "NO_ANSWER", "LATE_CONFLICT", "ABSENT", "INCAPACITATED", "REMOVED_BY_S"}
REDRAW_REASON = re.compile(r"EXHAUSTED|RULES_DEFECT|ROSTER_LEAKED|COURT_OR_COMPLAINT|ABORTED_BY:[A-Za-z0-9._-]{1,64}", re.ASCII)
PLATFORM = "platform"
HOLDERS = ("agent", "outside", "supervisor")
DAY = 24 * 3600 * 1000
TOLERANCE = 300
F4_RUNS = 2000
FINALISER = "vrf"


class Draw:
    """One transcript. Each check reads what the transcript says and recomputes one thing, so that one fault fails one check."""

    def __init__(self, j, kat, policy, keys, log, deep):
        self.j, self.kat, self.policy, self.keys, self.log, self.deep = j, kat, policy, keys, log, deep
        self.rules = j["rules"]
        if self.rules["suite"] == 2:
            raise Usage("not checked: suite 2 (SM2, SM3) is not supported by this program")
        self.suite = Suite1
        self.draw_id = j["draw_id"]
        self.tender, attempt = self.draw_id.rsplit("/", 1)
        self.attempt = int(attempt)
        self.params = "params" in self.rules
        self.parties = self.rules["parties"]
        self.entries = [] if kat else j["log"]["entries"]
        self.notes = {}
        self.employer_of, self.pid_of, self._candidates = {}, {}, None

    # --- helpers

    def hex(self, name):
        return bytes.fromhex(self.j[name])

    def bytes_of(self, name):
        """A map of party to bytes. Whether these are the parties of the rules is for check 12."""
        return {p: bytes.fromhex(value) for p, value in self.j[name].items()}

    def steps(self, step):
        """Entries of a step that belong to this draw; keys belong to no draw."""
        return [e for e in self.entries if e["step"] == step and (
            step == "KEYS" or e["record"]["body"].get("draw_id") == self.draw_id)]

    def one(self, step, party=None):
        """The only entry of a step, or of a step of one party; None when there is none, or there are several."""
        found = [e for e in self.steps(step) if party is None or e["record"]["body"].get("party") == party]
        return found[0] if len(found) == 1 else None

    def logged_keys(self):
        entry = self.one("KEYS")
        return entry["record"]["body"] if entry else {}

    def note(self, name):
        if name not in self.notes:
            try:
                self.notes[name] = Note(self.j["log"][name.lower()], "E_CHECKPOINT_SIG", name)
            except Fail as failure:
                self.notes[name] = failure
        if isinstance(self.notes[name], Fail):
            raise self.notes[name]
        return self.notes[name]

    def regions(self, stratum, city=None):
        bind = self.rules.get("venue", {}).get("bind", {})
        if stratum["id"] not in bind:
            return stratum["rg"]
        if city is None:
            drawn = self.j["venue"]["result"]["cities"]
            place = bind[stratum["id"]]
            need(place < len(drawn), "E_SELECT", "no city was drawn for stratum " + stratum["id"])
            city = drawn[place]["city"]
        return [city]

    def eligible(self, stratum, regions):
        wanted, regions = set(stratum["sp"]), set(regions)
        found = []
        for leaf, e in self.records():
            if e["ex"] == 0 and (not regions or e["rg"] in regions):
                if e["sp"] in wanted if isinstance(e["sp"], str) else not wanted.isdisjoint(e["sp"]):
                    found.append(leaf)
        return found

    def records(self):
        if not hasattr(self, "_records"):
            self._records = [(leaf_of(self.suite, e), e) for e in self.j["pool"]]
            for leaf, e in self._records:
                self.employer_of[leaf], self.pid_of[leaf] = e["em"], e["pid"]
        return self._records

    def candidates(self):
        """Eligible leaves per stratum: computed from the records, or in the sealed view as the platform claims."""
        if self._candidates is None:
            if "pool" in self.j:
                self._candidates = [self.eligible(s, self.regions(s)) for s in self.rules["strata"]]
            else:
                by_stratum = {s["id"]: [] for s in self.rules["strata"]}
                for claim in self.j["claims"]:
                    leaf = bytes.fromhex(claim["leaf"])
                    self.employer_of[leaf] = claim["em"]
                    for stratum in claim["strata"]:
                        by_stratum.setdefault(stratum, []).append(leaf)
                self._candidates = [by_stratum[s["id"]] for s in self.rules["strata"]]
        return self._candidates

    def orders(self):
        return self.j["signatures"].get("orders", [])

    def valid_order(self, number):
        """The order of this hash that the supervisor has signed, or None."""
        for each in self.orders():
            if order_hash(self.suite, each["order"]).hex() == number and self.order_signed(each, "supervisor"):
                return each
        return None

    def signed(self, party, step, draw_id, value, signature):
        key, data = self.keys["keys"].get(party), from_base64(signature)
        return key is not None and self.suite.verify(bytes.fromhex(key), signed_bytes(step, draw_id, party, value), data)

    def order_signed(self, order, party):
        value, draw_id = order_hash(self.suite, order["order"]), order["order"].get("draw_id")
        return party in order["sig"] and isinstance(draw_id, str) and (
            self.signed(party, "ORDER", draw_id, value, order["sig"][party]))

    # --- the checks

    def check_2(self):
        k1, k2 = self.note("K1"), self.note("K2")
        for name, note in (("K1", k1), ("K2", k2)):
            note.check_log_signature(self.policy, "E_CHECKPOINT_SIG", name)
            need(note.origin == self.j["log"]["origin"], "E_CHECKPOINT_SIG", name + " is of another log")

    def check_3(self):
        for name in ("K1", "K2"):
            cosigned = self.note(name).cosignatures(self.policy, "E_WITNESS_QUORUM", name)
            need(self.policy.is_met(cosigned), "E_WITNESS_QUORUM",
                 "%s: the quorum %s is not reached; there are: %s" % (name, self.policy.quorum, ", ".join(sorted(cosigned)) or "none"))

    def check_4(self):
        k1, k2 = self.note("K1"), self.note("K2")
        proof = [from_base64(each) for each in self.j["log"]["consistency"]]
        need(is_consistent(k1.size, k2.size, k1.root, k2.root, proof), "E_CONSISTENCY", "K2 does not extend K1")
        if isinstance(self.log, LogFolder):
            note = Note(self.log.read("checkpoint").decode("utf-8", "replace"), "E_CONSISTENCY", "the log's checkpoint")
            note.check_log_signature(self.policy, "E_CONSISTENCY", "the log's checkpoint")
            need(self.policy.is_met(note.cosignatures(self.policy, "E_CONSISTENCY", "the log's checkpoint")), "E_CONSISTENCY",
                 "the log's checkpoint is not cosigned")
            need(note.origin == k2.origin and note.size >= k2.size, "E_CONSISTENCY", "the log is another one, or has shrunk")
            self.log.size = note.size
            for name, size, root in (("K1", k1.size, k1.root), ("K2", k2.size, k2.root), ("today", note.size, note.root)):
                need(self.log.root(0, size) == root, "E_CONSISTENCY", "the log's tiles do not lead to the root of " + name)
        if isinstance(self.log, Dossier):
            note = Note(self.log.note, "E_CONSISTENCY", "the dossier's checkpoint")
            note.check_log_signature(self.policy, "E_CONSISTENCY", "the dossier's checkpoint")
            need(note.origin == k2.origin, "E_CONSISTENCY", "the dossier is of another log")
            for size, root in ((k1.size, k1.root), (k2.size, k2.root)):
                need(size != note.size or root == note.root, "E_CONSISTENCY", "the dossier shows another root of the same size")
            self.dossier_note = note

    def check_5(self):
        k2, code, seen = self.note("K2"), "E_INCLUSION", set()
        for entry in self.entries:
            where = "%s entry %d" % (entry["step"], entry["index"])
            salt, record = bytes.fromhex(entry["salt"]), jcs(entry["record"])
            public = entry_of(salt, record)
            proof = [from_base64(each) for each in entry["proof"]]
            need(entry["index"] not in seen, code, where + " stands twice")
            seen.add(entry["index"])
            need(is_included(entry["index"], k2.size, sha256(b"\0", public), proof, k2.root), code, where + " is not in the log")
            need(KINDS.get(entry["step"]) == entry["record"]["kind"] and entry["record"]["v"] == 1, code, where + " is of another kind")
            if isinstance(self.log, LogFolder):
                need(self.log.entry(entry["index"]) == public, code, where + " is not what the log holds there")
            if isinstance(self.log, Dossier) and entry["index"] in self.log.records:
                note, index = self.dossier_note, entry["index"]
                need(self.log.records[index] == (salt, record), code, where + " is not what the dossier holds there")
                need(is_included(index, note.size, sha256(b"\0", public), self.log.proofs[index], note.root), code,
                     where + " is not in the log of the dossier")
        self.compare_records()

    def compare_records(self):
        """Whether the records of this draw say what the transcript says; entries of other draws say nothing of this one."""
        j, signatures, library = self.j, self.j["signatures"], self.j.get("library", {})
        escrow = signatures.get("escrow", {})
        self.says("KEYS")
        self.says("RULES", rules=self.rules, rules_hash=j["rules_hash"])
        if not self.params:
            self.says("POOL")
        for party, commit in j["commits"].items():
            self.says("COMMIT", party, commit=commit, sig=signatures["commit"].get(party))
            self.says("DEPOSIT", party, sig=signatures["deposit"].get(party))
            r = j["contributions"].get(party)
            if self.one("REVEAL", party):
                self.says("REVEAL", party, r=r, sig=signatures["reveal"].get(party))
            else:
                self.says("ESCROW_OPEN", party, r=r, sigs=escrow.get(party))
        checked = self.one("DEPOSIT_CHECK")
        need(checked is not None, "E_INCLUSION", "not exactly one entry of step DEPOSIT_CHECK")
        commit = {"commit": j["commits"][PLATFORM]} if PLATFORM in j["commits"] else {}
        self.compare_body(checked, {"party": PLATFORM, "sigs": signatures["deposit_check"], **commit})
        final = {"alpha": j["alpha"], "pi": j["vrf_pi"], "beta": j["vrf_beta"]}
        if self.one("FINAL"):
            self.says("FINAL", **final, sig=signatures.get("final"))
        else:
            self.says("ESCROW_OPEN", FINALISER, **final, sigs=escrow.get(FINALISER))
        results = self.steps("RESULT")
        need(results, "E_INCLUSION", "no entry of step RESULT")
        for entry in results:
            counts = {"count": 0} if self.params else {name: library[name] for name in ("count", "added", "removed")}
            self.compare_body(entry, {"seed": j["seed"], **counts})
        logged, listed = {e["index"]: e for e in self.steps("REPLACE")}, j.get("replacements", [])
        need(len(logged) == len(listed), "E_INCLUSION", "REPLACE entries and replacements differ in number")
        for r in listed:
            body = {**{name: value for name, value in r.items() if name != "index"}, "draw_id": self.draw_id}
            need(r["index"] in logged and jcs(logged[r["index"]]["record"]["body"]) == jcs(body), "E_INCLUSION",
                 "no REPLACE entry says this of replacement %d" % r["no"])

    def says(self, step, party=None, **same):
        entry = self.one(step, party)
        need(entry is not None, "E_INCLUSION", "not exactly one entry of step %s%s" % (step, " of " + party if party else ""))
        self.compare_body(entry, same)

    def compare_body(self, entry, same):
        body = entry["record"]["body"]
        for name, value in same.items():
            need(value is not None and name in body and jcs(body[name]) == jcs(value), "E_INCLUSION",
                 "%s entry %d says something else of %s" % (entry["step"], entry["index"], name))

    def check_6(self):
        code = "E_ORDER"
        k1, k2 = self.note("K1").size, self.note("K2").size

        def places(step):
            found = [e["index"] for e in self.steps(step)]
            need(found, code, "no entry of step " + step)
            return found

        revealed = [(e["record"]["body"].get("party"), e["index"]) for e in self.steps("REVEAL") + self.steps("ESCROW_OPEN")
                    if e["step"] == "REVEAL" or e["record"]["body"].get("party") != FINALISER]
        need(revealed, code, "no entry of step REVEAL")
        final = self.one("FINAL") or self.one("ESCROW_OPEN", FINALISER)
        need(final is not None, code, "no entry of step FINAL, or several")
        keys = min(self.steps("KEYS"), key=lambda e: e["index"], default=None)
        rules = min(self.steps("RULES"), key=lambda e: e["index"], default=None)
        need(keys and rules, code, "no entry of step KEYS or RULES")
        pool = [("POOL", [min(places("POOL"))])] if not self.params else []
        chain = [("KEYS", [keys["index"]]), ("RULES", [rules["index"]]), *pool, ("COMMIT", places("COMMIT")), ("K1", [k1 - 0.5]),
                 ("DEPOSIT", places("DEPOSIT")), ("REVEAL", [index for _, index in revealed]), ("FINAL", [final["index"]]),
                 ("RESULT", [min(places("RESULT"))]), ("K2", [k2 - 0.5])]
        of_platform = [e["index"] for e in self.steps("DEPOSIT") if e["record"]["body"].get("party") == PLATFORM]
        for check in places("DEPOSIT_CHECK"):
            need(max(of_platform, default=-1) < check < min(index for _, index in revealed), code,
                 "the platform's deposit was not checked between its deposit and the first REVEAL")
        for (before, first), (after, second) in zip(chain, chain[1:]):
            need(max(first) < min(second), code, "%s is not before %s" % (before, after))
        others = max((index for party, index in revealed if party != "platform"), default=-1)
        need(all(index > others for party, index in revealed if party == "platform"), code, "the platform did not reveal last")
        need(milliseconds(rules["record"]["t"]) - milliseconds(keys["record"]["t"]) >= DAY, code,
             "keys were not logged 24 h before the rules")

    def check_7(self):
        canonical = jcs(self.rules)
        need(text(self.j["rules_jcs"]) == canonical, "E_RULES_HASH", "rules_jcs is not the canonical text of rules")
        need(rules_hash(self.suite, self.rules).hex() == self.j["rules_hash"], "E_RULES_HASH", "rules_hash is of other rules")

    def check_8(self):
        rules, code = self.rules, "E_RULES"
        need(rules["v"] == "VED1" and rules["suite"] == 1, code, "version or suite")
        need(len(self.parties) >= 3 and "" not in self.parties, code, "fewer than three parties")
        need(all(text(a) < text(b) for a, b in zip(self.parties, self.parties[1:])), code, "parties are not sorted and distinct")
        if not self.kat:
            need({"agent", "platform", "supervisor"} <= set(self.parties) and FINALISER not in self.parties, code,
                 "agent, platform and supervisor must contribute")
            need(rules["verifier"] == self.keys["verifier"], code, "the rules pin another verifier than the keys file")
            need(("redraw" in rules) == (self.attempt > 1), code, "a redraw is named from the second attempt on, and only then")
        if self.params:
            need(PARAM_ID.fullmatch(self.draw_id) is not None, code, "a draw of parameters is called TENDER.param.LOT")
            check_parameters(rules["params"])
            return
        strata = rules["strata"]
        need(strata and all(s["n"] >= 1 and s["sp"] and s["id"] for s in strata), code, "strata")
        need(len({s["id"] for s in strata}) == len(strata), code, "stratum ids are not unique")
        need(rules["max_per_employer"] >= 1, code, "max_per_employer")
        need(all(w["check"] in ("F2", "F3", "F4") for w in rules.get("waivers", [])), code, "a waiver of what cannot be waived")
        if "venue" in rules:
            venue = rules["venue"]
            seats = [0] * len(venue["q"])
            need(venue["n_city"] >= 1 and len(venue["q"]) == venue["n_city"], code, "venue quotas")
            for s in strata:
                if s["id"] in venue["bind"]:
                    need(venue["bind"][s["id"]] < venue["n_city"], code, "a stratum is bound to no city")
                    seats[venue["bind"][s["id"]]] += s["n"]
            need(set(venue["bind"]) <= {s["id"] for s in strata}, code, "an unknown stratum is bound to a city")
            need(all(q >= max(1, taken) for q, taken in zip(venue["q"], seats)), code, "fewer seats than experts")

    def check_9(self):
        j, leaf_code, dup_code = self.j, "E_POOL_LEAF", "E_POOL_DUP"
        listed = j["leaves_sorted"]
        for before, after in zip(listed, listed[1:]):
            need(before != after, dup_code, "one leaf stands twice: " + after)
            need(before < after, leaf_code, "leaves are not sorted: " + after)
        need("library" not in j or j["library"]["count"] == len(listed), leaf_code, "library.count is not the number of leaves")
        if "pool" in j:
            need(sorted(leaf.hex() for leaf, _ in self.records()) == listed, leaf_code, "the records have other leaves")
            need(len({e["pid"] for e in j["pool"]}) == len(j["pool"]), leaf_code, "one pid stands twice")
            return
        known, claimed, ids = set(listed), set(), {s["id"] for s in self.rules["strata"]}
        for claim in j["claims"]:
            need(claim["leaf"] in known, leaf_code, "not in the list: " + claim["leaf"])
            need(claim["leaf"] not in claimed, dup_code, "two claims of " + claim["leaf"])
            need(set(claim["strata"]) <= ids, leaf_code, "strata claimed of " + claim["leaf"])
            claimed.add(claim["leaf"])

    def check_10(self):
        j, code = self.j, "E_POOL_ROOT"
        listed = [bytes.fromhex(each) for each in j["leaves_sorted"]]
        need(root_of(listed, self.suite.h).hex() == j["pool_root"], code, "the leaves do not lead to pool_root")
        if self.kat or self.params:
            return
        library = j["library"]
        need(library["prev_count"] + library["added"] == library["count"] + library["removed"], code,
             "count, added and removed do not add up")
        pool = self.one("POOL")
        need(pool is not None, code, "not exactly one entry of step POOL")
        logged = {"pool_root": j["pool_root"], "library": library, "leaves_hash": self.suite.h(b"".join(listed)).hex()}
        for name, value in logged.items():
            body = pool["record"]["body"]
            need(name in body and jcs(body[name]) == jcs(value), code, "the POOL entry says something else of " + name)

    def check_11(self):
        if self.params:
            return
        waived = set()
        for waiver in self.rules.get("waivers", []):
            order = self.valid_order(waiver["order"])
            same = order is not None and order["order"].get("draw_id") == self.draw_id and order["order"].get("check") == waiver["check"]
            need(same, "E_FEASIBLE", "the waiver of %s has no valid order" % waiver["check"])
            waived.add(waiver["check"])
        for name, detail in self.infeasible():
            need(name in waived and name != "F1", "E_FEASIBLE", detail)
        self.check_chances("F4" in waived)

    def cities(self):
        """The cities that may be drawn."""
        return sorted({c["city"] for c in self.j["venue"]["cities"] if c["ex"] == 0}, key=text)

    def room(self, leaves):
        """How many of them the cap lets in: F1 before those of earlier strata are taken off."""
        heads = {}
        for leaf in leaves:
            heads[self.employer_of[leaf]] = heads.get(self.employer_of[leaf], 0) + 1
        return sum(min(self.rules["max_per_employer"], k) for k in heads.values())

    def infeasible(self):
        rules, prior = self.rules, 0
        bound = rules.get("venue", {}).get("bind", {}) if "pool" in self.j else {}
        for i, s in enumerate(rules["strata"]):
            if s["id"] in bound:
                pools = [self.eligible(s, [city]) for city in self.cities()]
            else:
                pools = [self.eligible(s, s["rg"])] if "pool" in self.j else [self.candidates()[i]]
            for leaves in pools:
                room = self.room(leaves) - prior
                if room < s["n"]:
                    yield "F1", "F1: stratum %s has room for %d of %d" % (s["id"], max(room, 0), s["n"])
                if len(leaves) < rules["min_ratio"] * s["n"]:
                    yield "F2", "F2: stratum %s has %d candidates for %d seats" % (s["id"], len(leaves), s["n"])
                if room < rules["min_cap_ratio"] * s["n"]:
                    yield "F3", "F3: stratum %s has employers for %d, %d seats" % (s["id"], max(room, 0), s["n"])
            prior += s["n"]

    def check_chances(self, waived):
        """F4: what the log says of it; whether that is true, only when asked for, and where the records are open."""
        pool = self.one("POOL")
        need(pool is not None, "E_FEASIBLE", "not exactly one entry of step POOL")
        body = pool["record"]["body"]
        logged = body["f4"] if isinstance(body.get("f4"), dict) else {}
        runs, most = (logged.get(name) if isinstance(logged.get(name), int) else 0 for name in ("runs", "most"))
        need("f4" not in body or waived or 2 * most <= runs, "E_FEASIBLE", "F4: somebody is chosen %d times in %d" % (most, runs))
        if self.deep and "pool" in self.j:
            need(F4_RUNS <= runs < 2 ** 31, "E_FEASIBLE", "F4: the POOL entry shows %d runs" % runs)
            chances = self.chances(runs)
            need(chances == (logged.get("least"), most), "E_FEASIBLE", "F4: other figures than %d and %d are logged" % chances)

    def chances(self, runs):
        """How often the least and the most favoured expert is chosen, over seeds that depend on the pool alone."""
        rules, root = self.rules, self.hex("pool_root")
        bind = rules.get("venue", {}).get("bind", {})
        at = {s["id"]: {city: self.eligible(s, [city]) for city in self.cities()} if s["id"] in bind
              else {None: self.eligible(s, s["rg"])} for s in rules["strata"]}
        counts = {leaf: 0 for pools in at.values() for leaves in pools.values() for leaf in leaves}
        for i in range(runs):
            seed = self.suite.h(b"VED1/f4\0", root, struct.pack(">I", i))
            drawn = [record["city"] for _, _, record in rank_places(self.suite, seed, self.draw_id, self.j["venue"]["cities"])] if bind else []
            candidates = [at[s["id"]][drawn[bind[s["id"]]] if s["id"] in bind else None] for s in rules["strata"]]
            for selected, _, _ in select(self.suite, seed, self.draw_id, rules["strata"], rules["max_per_employer"], candidates,
                                         self.employer_of):
                for _, leaf in selected:
                    counts[leaf] += 1
        return min(counts.values()), max(counts.values())

    def check_12(self):
        expected = set(self.parties)
        for name in ("commits", "contributions"):
            need(set(self.j[name]) == expected, "E_PARTY_SET", "%s are not of the parties of the rules" % name)

    def check_13(self):
        code, j, sealed = "E_PARTY_SIG", self.j, self.j["signatures"]
        logged = self.logged_keys().get("keys")
        for party, key in self.keys["keys"].items():
            need(isinstance(logged, dict) and logged.get(party) == key, code, "the log holds another key of " + party)
        for party, commit in j["commits"].items():
            self.require_signed(party, "COMMIT", bytes.fromhex(commit))
            deposit = self.one("DEPOSIT", party)
            deposit = deposit["record"]["body"].get("hash") if deposit else None
            need(isinstance(deposit, str) and re.fullmatch("[0-9a-f]{64}", deposit), code, "no deposit of " + party)
            self.require_signed(party, "DEPOSIT", bytes.fromhex(deposit))
        if PLATFORM in j["commits"]:
            self.require_holders("DEPOSIT_CHECK", PLATFORM, sealed["deposit_check"],
                                 lp(text(PLATFORM)) + bytes.fromhex(j["commits"][PLATFORM]))
        for party, r in j["contributions"].items():
            if self.one("REVEAL", party):
                self.require_signed(party, "REVEAL", bytes.fromhex(r))
            else:
                self.require_opened(party, lp(text(party)) + bytes.fromhex(r))
        final = self.hex("alpha") + self.suite.h(self.hex("vrf_pi"))
        if self.one("FINAL"):
            need("final" in sealed and self.signed("platform", "FINAL", self.draw_id, final, sealed["final"]), code,
                 "signature of platform under FINAL does not hold")
        else:
            self.require_opened(FINALISER, lp(text(FINALISER)) + final)
        self.refuse_strangers(code)
        for order in self.orders():
            need("supervisor" in order["sig"], code, "the supervisor has not signed an order")
            for party in sorted(order["sig"]):
                need(self.order_signed(order, party), code, "signature of %s under an order does not hold" % party)

    def require_signed(self, party, step, value):
        signature = self.j["signatures"][step.lower()].get(party)
        need(signature is not None and self.signed(party, step, self.draw_id, value, signature), "E_PARTY_SIG",
             "signature of %s under %s does not hold" % (party, step))

    def require_opened(self, what, value):
        self.require_holders("ESCROW", what, self.j["signatures"].get("escrow", {}).get(what, {}), value)

    def require_holders(self, step, what, by_holder, value):
        need(len(by_holder) >= 2 and set(by_holder) <= set(HOLDERS), "E_PARTY_SIG", "two holders must open the deposit of " + what)
        for holder, signature in sorted(by_holder.items()):
            need(self.signed(holder, step, self.draw_id, value, signature), "E_PARTY_SIG",
                 "signature of holder %s under %s of %s does not hold" % (holder, step, what))

    def refuse_strangers(self, code):
        """No signature stands there that belongs to no step, since nothing would check it."""
        sealed = self.j["signatures"]
        for step in ("commit", "deposit", "reveal"):
            for party in sealed[step]:
                used = party in self.j["commits"] and (step != "reveal" or self.one("REVEAL", party))
                need(used, code, "%s of %s belongs to no step" % (step, party))
        need(("final" in sealed) == (self.one("FINAL") is not None), code, "final belongs to no step")
        for what in sealed.get("escrow", {}):
            need(self.one("ESCROW_OPEN", what), code, "escrow of %s belongs to no step" % what)

    def check_14(self):
        j = self.j
        for party in j["contributions"]:
            if party in j["commits"]:
                made = commitment(self.suite, self.draw_id, party, self.hex("rules_hash"), self.hex("pool_root"),
                                  bytes.fromhex(j["contributions"][party]))
                need(made.hex() == j["commits"][party], "E_COMMIT", "%s revealed something else than it had committed" % party)

    def check_15(self):
        transcript = transcript_of(self.suite, self.draw_id, self.hex("rules_hash"), self.hex("pool_root"), self.bytes_of("commits"))
        need(transcript == self.hex("transcript"), "E_TRANSCRIPT", "transcript")
        need(alpha_of(self.suite, transcript, self.bytes_of("contributions")) == self.hex("alpha"), "E_TRANSCRIPT", "alpha")

    def check_16(self):
        key = self.j["vrf_pk"]
        need(self.logged_keys().get("vrf_pk") == key, "E_VRF_KEY", "the log holds another key")
        need(self.keys["vrf_pk"] == key, "E_VRF_KEY", "the keys file pins another key")
        need(vrf_key_is_valid(bytes.fromhex(key)), "E_VRF_KEY", "the key is not valid")

    def check_17(self):
        beta = vrf_verify(self.hex("vrf_pk"), self.hex("alpha"), self.hex("vrf_pi"))
        need(beta is not None, "E_VRF", "the proof does not hold")
        need(beta == self.hex("vrf_beta"), "E_VRF", "the output is not that of the proof")

    def check_18(self):
        seed = seed_of(self.suite, self.hex("transcript"), self.bytes_of("contributions"), self.hex("vrf_beta"))
        need(seed == self.hex("seed"), "E_SEED", "seed")

    def check_19(self):
        if "venue" not in self.rules:
            return
        rules, venue, code = self.rules["venue"], self.j["venue"], "E_VENUE"
        for name, records, root in (("cities", venue["cities"], "city_root"), ("seats", venue["seats"], "seat_root")):
            leaves = [leaf_of(self.suite, record) for record in records]
            places = {(r["city"], r.get("seat") if name == "seats" else "") for r in records}
            need(len(places) == len(records), code, "one of the %s stands twice" % name)
            need(root_of(sorted(leaves), self.suite.h).hex() == rules[root], code, "the %s do not lead to %s" % (name, root))
            need(all((r["ex"], r["exr"]) == (0, "") or (r["ex"] == 1 and r["exr"]) for r in records), code, "exclusion of " + name)
        need(all(c["ex"] == 1 or c["seats"] >= max(rules["q"]) for c in venue["cities"]), code, "a city with too few seats could be drawn")
        for city in venue["cities"]:
            free = sum(seat["city"] == city["city"] and seat["ex"] == 0 for seat in venue["seats"])
            need(city["seats"] == free, code, "city %s has another number of free seats" % city["city"])
            need(city["ex"] == 1 or "pool" not in self.j or self.has_experts(city["city"]), code,
                 "a city with too few experts could be drawn")
        drawn = draw_venues(self.suite, self.hex("seed"), self.draw_id, rules, venue)
        need(jcs(drawn) == jcs(venue["result"]), code, "the ranking gives other cities or seats")

    def has_experts(self, city):
        """F1 for every stratum that is bound to a drawn city, if this one were drawn for it."""
        prior, bind = 0, self.rules["venue"]["bind"]
        for s in self.rules["strata"]:
            if s["id"] in bind and self.room(self.eligible(s, [city])) - prior < s["n"]:
                return False
            prior += s["n"]
        return True

    def check_20(self):
        j, code = self.j, "E_SELECT"
        if self.params:
            # What check 8 refuses cannot be drawn.
            if parameters_are_sound(self.rules["params"]):
                result = draw_parameters(self.suite, self.hex("seed"), self.draw_id, self.rules["params"])
                need(jcs(result) == jcs(j["result"]), code, "the seed gives other values")
        else:
            self.check_selection(code)
        if not self.kat:
            made = self.suite.h(b"VED1/result\0", jcs(j["result"])).hex()
            for entry in self.steps("RESULT"):
                need(entry["record"]["body"].get("result_hash") == made, code, "the log holds the hash of another result")

    def check_selection(self, code):
        strata, listed = self.rules["strata"], self.j["result"]
        result = select(self.suite, self.hex("seed"), self.draw_id, strata, self.rules["max_per_employer"], self.candidates(),
                        self.employer_of)
        need(len(listed) == len(strata), code, "not one result per stratum")
        if "pool" not in self.j:
            self.take_claimed_names(listed, result, code)
        computed = []
        for stratum, (selected, alternates, skipped) in zip(strata, result):
            computed.append({
                "stratum": stratum["id"],
                "selected": [{"pid": self.pid_of[leaf], "key": key.hex(), "leaf": leaf.hex()} for key, leaf in selected],
                "alternates": [self.pid_of[leaf] for leaf in alternates],
                "skipped": [[self.pid_of[leaf], reason] for leaf, reason in skipped]})
        need(jcs(computed) == jcs(listed), code, "the ranking gives other people, or another order")

    def take_claimed_names(self, listed, result, code):
        """Sealed view: which pid a leaf has is read off the result, and must be one pid per leaf and one leaf per pid."""
        names, taken = {}, {}
        for row, (selected, alternates, skipped) in zip(listed, result):
            for leaves, pids in (([leaf for _, leaf in selected], [s["pid"] for s in row["selected"]]),
                                 (alternates, row["alternates"]), ([leaf for leaf, _ in skipped], [s[0] for s in row["skipped"]])):
                need(len(leaves) == len(pids), code, "the ranking gives another number of people")
                for leaf, pid in zip(leaves, pids):
                    need(names.setdefault(leaf, pid) == pid and taken.setdefault(pid, leaf) == leaf, code,
                         "one person under two codes, or two under one")
        self.pid_of.update(names)

    def check_21(self):
        code, replacements = "E_REPLACE", self.j.get("replacements", [])
        if not replacements:
            return
        need(not self.params, code, "a draw of parameters has no replacements")
        employers = self.employers_by_pid()
        seated = {row["stratum"]: [s["pid"] for s in row["selected"]] for row in self.j["result"]}
        alternates = {row["stratum"]: row["alternates"] for row in self.j["result"]}
        called = {pid for pids in seated.values() for pid in pids}
        last = max((e["index"] for e in self.steps("RESULT")), default=0)
        for number, r in enumerate(replacements, 1):
            where = "replacement %d: " % number
            need(r["no"] == number and r["index"] > last, code, where + "not in the order of the log")
            last = r["index"]
            need(r["reason"] in REPLACEMENT_REASONS, code, where + "no reason that the rules know")
            need("evidence" in r or r["reason"] not in ("LATE_CONFLICT", "REMOVED_BY_S"), code, where + "no evidence")
            need(r["stratum"] in seated and r["vacated"] in seated[r["stratum"]], code, where + "who leaves has no seat")
            seats = seated[r["stratum"]]
            place = seats.index(r["vacated"])
            others = [pid for pids in seated.values() for pid in pids if pid != r["vacated"]]
            calls, skipped, found = [], [], None
            for pid in alternates[r["stratum"]]:
                if pid in others:
                    skipped.append([pid, "ALREADY"])
                elif pid in called:
                    skipped.append([pid, "CALLED"])
                elif sum(employers.get(o) == employers.get(pid) for o in others) >= self.rules["max_per_employer"]:
                    skipped.append([pid, "EMPLOYER_CAP"])
                else:
                    called.add(pid)
                    calls.append(pid)
                    answer = r["calls"][len(calls) - 1] if len(calls) <= len(r["calls"]) else {}
                    if answer.get("outcome") == "ACCEPTED":
                        found = pid
                        break
            need([c["pid"] for c in r["calls"]] == calls, code, where + "other people were called, or in another order")
            need(r["skipped"] == skipped, code, where + "other people were skipped, or for another reason")
            need(r.get("seated") == found, code, where + "somebody else was seated")
            times_of = [milliseconds(c["t"]) for c in r["calls"]]
            need(times_of == sorted(times_of), code, where + "calls are not in order of time")
            if found is None:
                del seats[place]
            else:
                seats[place] = found

    def employers_by_pid(self):
        if "pool" in self.j:
            return {e["pid"]: e["em"] for e in self.j["pool"]}
        return {pid: self.employer_of[leaf] for leaf, pid in self.pid_of.items()}

    def check_22(self):
        code, attempts = "E_ATTEMPTS", self.j["attempts"]
        expected = ["%s/%d" % (self.tender, i + 1) for i in range(self.attempt)]
        need([a["draw_id"] for a in attempts] == expected, code, "attempts are not complete from 1")
        results = [e["record"]["body"].get("draw_id") for e in self.entries if e["step"] == "RESULT"]
        by_index, ends = {e["index"]: e for e in self.entries}, []
        for a in attempts:
            draw_id, outcome, entry = a["draw_id"], a["outcome"], by_index.get(a["index"])
            need(outcome in ("RESULT", "ABORT"), code, "outcome of " + draw_id)
            need(entry is not None and entry["step"] == outcome and entry["record"]["body"].get("draw_id") == draw_id, code,
                 "the log does not show how attempt %s ended" % draw_id)
            need(results.count(draw_id) == (outcome == "RESULT"), code, "%s has %d results" % (draw_id, results.count(draw_id)))
            reason = entry["record"]["body"].get("reason")
            need(outcome == "RESULT" or (is_redraw_reason(reason) and reason != "EXHAUSTED"), code,
                 "%s was aborted for no reason that the specification knows" % draw_id)
            ends.append("RESULT" if outcome == "RESULT" else reason)
        need(attempts[-1]["outcome"] == "RESULT", code, "this attempt has no result")
        for before, end, a in zip(expected, ends, expected[1:]):
            self.check_redraw(a, before, end)
        if isinstance(self.log, Dossier):
            self.compare_dossier(code, results)

    def check_redraw(self, draw_id, before, end):
        """An order for this attempt; `end` is RESULT, or the reason for which the attempt before was aborted."""
        code, found = "E_ATTEMPTS", None
        if draw_id == self.draw_id:
            redraw = self.rules.get("redraw", {})
            found = self.valid_order(redraw.get("order"))
            need(found is not None and found["order"].get("reason") == redraw["reason"] and redraw["prev"] == before, code,
                 "no valid order of the rules for attempt " + draw_id)
        orders = [found] if found else [o for o in self.orders() if self.order_signed(o, "supervisor")]
        orders = [o for o in orders if o["order"].get("draw_id") == draw_id and o["order"].get("prev") == before
                  and is_redraw_reason(o["order"].get("reason"))]
        need(orders, code, "no order for attempt " + draw_id)
        reason = orders[-1]["order"]["reason"]
        fits = not reason.startswith("ABORTED_BY:") if end == "RESULT" else reason != "EXHAUSTED"
        need(fits, code, "attempt %s was ordered for %s, but the one before ended otherwise" % (draw_id, reason))
        need(reason == end == "RULES_DEFECT" or self.order_signed(orders[-1], "agent"), code,
             "attempt %s lacks the tenderee's signature" % draw_id)

    def compare_dossier(self, code, results):
        """The dossier shows the tender's whole record: no result and no attempt may be missing from the transcript."""
        listed = {a["draw_id"] for a in self.j["attempts"]}
        for index, (_, record) in self.log.records.items():
            try:
                record = json.loads(record)
                kind, draw_id = record["kind"], record["body"].get("draw_id")
            except (ValueError, KeyError, AttributeError, TypeError):
                continue
            if isinstance(draw_id, str) and draw_id.rsplit("/", 1)[0] == self.tender and kind.startswith("draw."):
                need(draw_id in listed, code, "the dossier knows of attempt " + draw_id)
                known = kind != "draw.result" or any(e["index"] == index for e in self.entries)
                need(known, code, "the dossier holds another result at %d" % index)

    def check_23(self):
        code = "E_TIMESTAMP"
        for name, token in sorted(self.j.get("timestamps", {}).items()):
            try:
                check_token(from_base64(token), self.note(name.upper()).bytes)
            except (ValueError, IndexError, InvalidSignature, UnsupportedAlgorithm, x509.ExtensionNotFound) as error:
                raise Fail(code, "time stamp of %s: %s" % (name, error or "the signature does not hold")) from None
        deposits = [milliseconds(e["record"]["t"]) for e in self.steps("DEPOSIT")]
        results = [milliseconds(e["record"]["t"]) for e in self.steps("RESULT")]
        k1, k2 = self.sealed_at("K1"), self.sealed_at("K2")
        need(k1 is None or not deposits or k1 <= min(deposits) + TOLERANCE * 1000, code, "K1 was sealed after the first deposit")
        need(k2 is None or not results or max(results) <= k2 + TOLERANCE * 1000, code, "K2 was sealed before the result")

    def sealed_at(self, name):
        """When the quorum was complete, in milliseconds; None where there is none, which check 3 says."""
        cosigned = self.note(name).cosignatures(self.policy, "E_WITNESS_QUORUM", name)
        for time in sorted(set(cosigned.values())):
            if self.policy.is_met([w for w, t in cosigned.items() if t <= time]):
                return time * 1000
        return None


def is_redraw_reason(reason):
    return isinstance(reason, str) and REDRAW_REASON.fullmatch(reason) is not None


# ---------------------------------------------------------------- running the checks

def read_keys(data):
    """Pins: {"keys": {signer: hex}, "verifier": hex, "vrf_pk": hex}."""
    try:
        keys = read_json(data)
        members({"keys": mapping(hexadecimal(32)), "verifier": HASH, "vrf_pk": hexadecimal(32)})(keys, "keys")
    except Fail as failure:
        raise Usage("keys file: " + failure.detail) from None
    return keys


class Outcome:
    """What verification found: per check None (not run), "" (holds) or (code, detail); and the verdict."""

    def __init__(self, kat):
        self.results = {number: None for number in CHECKS}
        self.kat, self.sealed = kat, False

    def failures(self):
        return [result for result in self.results.values() if result]

    def code(self):
        """The first failing code, or None."""
        return self.failures()[0][0] if self.failures() else None

    def verdict(self):
        if self.failures():
            return "FAIL %s %s" % self.failures()[0]
        return "PASS-CLAIMED" if self.sealed else "PASS"


def verify(data, policy=None, keys=None, log=None, kat=False, deep=False):
    """All checks of one transcript (bytes). Raises Usage when nothing can be checked."""
    outcome = Outcome(kat)
    try:
        j = read_json(data)
        check_shape(j, kat)
    except Fail as failure:
        outcome.results[1] = (failure.code, failure.detail)
        return outcome
    if not kat:
        outcome.results[1] = ""
        if policy is None or keys is None:
            raise Usage("a transcript needs --policy FILE and --keys FILE: who chooses the keys chooses the truth")
        outcome.sealed = j["view"] == "sealed"
    draw = Draw(j, kat, policy, keys, log, deep)
    for number in KAT_CHECKS if kat else range(2, 24):
        try:
            getattr(draw, "check_%d" % number)()
            outcome.results[number] = ""
        except Fail as failure:
            # A checkpoint that cannot be read fails check 2 alone; what rests on it is not checked.
            known = CHECKS[number][0] == failure.code or (number, failure.code) == (9, "E_POOL_DUP")
            outcome.results[number] = (failure.code, failure.detail) if known else None
            if not known and not outcome.failures():
                outcome.results[number] = (CHECKS[number][0], failure.detail)
        except (KeyError, IndexError, ValueError, TypeError, AttributeError) as error:
            outcome.results[number] = (CHECKS[number][0], "cannot be computed: %r" % error)
    return outcome


def report(outcome, out):
    for number, result in outcome.results.items():
        if result is None and outcome.kat:
            continue
        _, zh, en = CHECKS[number]
        mark = "--" if result is None else "OK" if result == "" else "XX"
        print("%2d %s  %s\n       %s" % (number, mark, zh, en), file=out)
        if result:
            print("       >> %s: %s" % result, file=out)
        elif result is None:
            print("       >> 未核验 / not checked", file=out)
    if not outcome.failures():
        if outcome.sealed:
            print("全部通过。名册未公开，谁符合条件以平台声明为准。\n"
                  "All checks hold. The list is sealed: who was eligible is the platform's claim.", file=out)
        else:
            print("全部通过：人选可由任何人重算得出。\nAll checks hold: anybody can recompute this result.", file=out)
    print(outcome.verdict(), file=out)


def arguments(argv):
    options = {"--log": None, "--policy": None, "--keys": None, "--profile": None, "--deep": False}
    files, rest = [], list(argv)
    while rest:
        word = rest.pop(0)
        if word == "--deep":
            options[word] = True
        elif word in options:
            if not rest:
                raise Usage(USAGE)
            options[word] = rest.pop(0)
        elif word.startswith("--"):
            raise Usage(USAGE)
        else:
            files.append(word)
    if len(files) != 1 or options["--profile"] not in (None, "kat"):
        raise Usage(USAGE)
    return files[0], options


def read_file(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise Usage("cannot read %s: %s" % (path, error.strerror)) from None


def main(argv, out=None):
    out = out or sys.stdout
    try:
        transcript, options = arguments(argv)
        policy = Policy(read_file(options["--policy"])) if options["--policy"] else None
        keys = read_keys(read_file(options["--keys"])) if options["--keys"] else None
        log = options["--log"]
        if log is not None:
            log = LogFolder(log) if re.match(r"https?://", log) else Dossier(log)
        outcome = verify(read_file(transcript), policy, keys, log, options["--profile"] == "kat", options["--deep"])
        own = hashlib.sha256(read_file(__file__)).hexdigest()
        print("ved1_verify.py SHA-256 %s%s" % (own, "" if keys is None or keys["verifier"] == own else
              "\n!! 此文件不是 keys 文件所指定的核验程序 / this file is not the verifier that the keys file pins"), file=out)
        report(outcome, out)
        return 1 if outcome.failures() else 0
    except Usage as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
