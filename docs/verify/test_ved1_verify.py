"""Tests of the Python verifier: python3 -m unittest discover -s docs/verify (needs the package cryptography)."""
import contextlib
import functools
import gzip
import hashlib
import http.server
import io
import json
import os
import pathlib
import random
import struct
import sys
import tempfile
import threading
import unittest
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "tests")]
import compare  # noqa: E402
import ved1_build as build  # noqa: E402
import ved1_verify as ved1  # noqa: E402

ROOT = HERE.parent.parent
VECTORS = ROOT / "core/src/test/resources/vectors/tlog"
SAMPLES = ROOT / "frontend/src/features/draw/verify/samples/draws.json.gz"
POLICY = ved1.Policy(build.policy().encode())


def outcome(j, keys, **options):
    return ved1.verify(ved1.jcs(j), POLICY, ved1.read_keys(json.dumps(keys).encode()), **options)


def failing(found):
    return [number for number, result in found.results.items() if result != ""]


def quietly(*arguments):
    out = io.StringIO()
    with contextlib.redirect_stderr(io.StringIO()):
        return ved1.main([str(each) for each in arguments], out), out.getvalue()


class PublishedVectors(unittest.TestCase):
    def test_known_answers(self):
        code, out = quietly(VECTORS / "ved1/kat.json", "--profile", "kat")
        self.assertEqual((0, "PASS"), (code, out.splitlines()[-1]))

    def test_known_answers_changed(self):
        j = json.loads((VECTORS / "ved1/kat.json").read_text())
        for name in ("rules_hash", "pool_root", "transcript", "alpha", "vrf_pi", "vrf_beta", "seed"):
            digit = "0" if j[name][5] != "0" else "1"
            changed = {**j, name: j[name][:5] + digit + j[name][6:]}
            self.assertIsNotNone(ved1.verify(ved1.jcs(changed), kat=True).code(), name)

    def test_rfc9381(self):
        vectors = json.loads((VECTORS / "rfc9381/ecvrf-edwards25519-sha512-tai.json").read_text())["vectors"]
        self.assertEqual(3, len(vectors))
        for v in vectors:
            key, alpha, pi = (bytes.fromhex(v[name]) for name in ("pk", "alpha", "pi"))
            self.assertEqual(v["h"], ved1.encoded(ved1.vrf_hash_point(key, alpha)).hex())
            self.assertEqual(v["beta"], ved1.vrf_verify(key, alpha, pi).hex())
            self.assertEqual((key, pi), build.vrf_prove(bytes.fromhex(v["sk"]), alpha)[:2])
            for place in (0, 33, 50):
                changed = bytearray(pi)
                changed[place] ^= 1
                self.assertIsNone(ved1.vrf_verify(key, alpha, bytes(changed)))
            s = int.from_bytes(pi[48:], "little") + ved1.Q
            self.assertIsNone(ved1.vrf_verify(key, alpha, pi[:48] + s.to_bytes(32, "little")))

    def test_rfc3797(self):
        """Section 6: what is picked is removed, and a bad entry is skipped, never drawn anew."""
        key, left = b"9319./2.5.8.10.12./9.18.26.34.41.45./", list(range(1, 26))
        rows = (VECTORS / "rfc3797/ref.results").read_text().splitlines()[1:]
        for i, row in enumerate(rows):
            index = struct.pack(">H", i)
            digest = hashlib.md5(index + key + index, usedforsecurity=False).hexdigest().upper()
            picked = left.pop(int(digest, 16) % len(left))
            self.assertEqual((digest, picked), (row.split()[1], int(row.split("->")[1].split("<-")[0])))
        self.assertEqual(16, len(rows))


class Draws(unittest.TestCase):
    def test_good_draws_pass(self):
        for name, options in build.GOOD.items():
            with self.subTest(name):
                found = outcome(*build.Build(**options).run())
                self.assertEqual([], failing(found), found.failures())
                self.assertEqual("PASS-CLAIMED" if options.get("view") == "sealed" else "PASS", found.verdict())

    def test_each_fault_fails_its_check_alone(self):
        seen = set()
        for fault, (code, options) in build.FAULTS.items():
            with self.subTest(fault):
                found = outcome(*build.Build(**{**options, "fault": fault}).run())
                self.assertEqual(code, found.code())
                number = next(n for n, (own, _, _) in ved1.CHECKS.items() if own == code or (n, code) == (9, "E_POOL_DUP"))
                self.assertEqual([number] if number > 1 else list(ved1.CHECKS), failing(found))
                seen.add(number)
        self.assertEqual(set(ved1.CHECKS), seen)

    def test_any_changed_byte_is_found(self):
        j, keys = build.Build(replacements=1, attempt=2).run()
        data, rng = ved1.jcs(j), random.Random(1)
        read = ved1.read_keys(json.dumps(keys).encode())
        for place in rng.sample(range(len(data)), 200):
            changed = bytearray(data)
            changed[place] ^= 1 << rng.randrange(7)
            self.assertIsNotNone(ved1.verify(bytes(changed), POLICY, read).code(), "byte %d" % place)

    def test_the_order_of_the_records_does_not_matter(self):
        j, keys = build.Build().run()
        j["pool"].reverse()
        self.assertEqual("PASS", outcome(j, keys).verdict())

    def test_a_sealed_list_does_not_tie_alternates_to_leaves(self):
        options = {"fault": "alternates", "strata": [{"id": "econ", "sp": ["A08"], "rg": [], "n": 2}]}
        self.assertEqual("PASS-CLAIMED", outcome(*build.Build(view="sealed", **options).run()).verdict())
        self.assertEqual("E_SELECT", outcome(*build.Build(**options).run()).code())

    def test_inclusion_probabilities(self):
        j, keys = build.Build(experts=54, employers=27, chances=True).run()
        self.assertEqual("PASS", outcome(j, keys, deep=True).verdict())
        narrow, keys = build.Build(experts=24, employers=14, ratio=1, chances=True,
                                   strata=[{"id": "econ", "sp": ["A08"], "rg": ["430100"], "n": 3}]).run()
        self.assertRegex(outcome(narrow, keys).verdict(), "FAIL E_FEASIBLE F4: somebody is chosen")
        silent, keys = build.Build(experts=54, employers=27).run()
        self.assertEqual("PASS", outcome(silent, keys).verdict())
        found = outcome(silent, keys, deep=True)
        self.assertEqual([11], failing(found))
        self.assertRegex(found.verdict(), "FAIL E_FEASIBLE F4: the POOL entry shows 0 runs")
        j, keys = build.Build(venue=True, experts=54, employers=20, chances=True).run()
        self.assertEqual("PASS", outcome(j, keys, deep=True).verdict())

    def test_samples_of_the_browser_are_these(self):
        self.assertEqual(build.samples(), gzip.decompress(SAMPLES.read_bytes()))


def static_files(entries):
    """The tiles and bundles of a log (C2SP tlog-tiles)."""
    files, row, level = {}, [ved1.sha256(b"\0", e) for e in entries], 0
    while row:
        for n in range(0, len(row), 256):
            tile = row[n:n + 256]
            files[ved1.tile_path("tile/%d" % level, n // 256, len(tile))] = b"".join(tile)
            if level == 0:
                bundle = entries[n:n + 256]
                files[ved1.tile_path("tile/entries", n // 256, len(bundle))] = b"".join(struct.pack(">H", len(e)) + e for e in bundle)
        row = [ved1.root_of(row[n:n + 256]) for n in range(0, len(row) - 255, 256)]
        level += 1
    return files


class TheLogBehind(unittest.TestCase):
    def setUp(self):
        self.build = build.Build(attempt=2)
        self.j, self.keys = self.build.run()
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def serve(self, entries):
        files = static_files(entries)
        grown = build.Log()
        grown.entries = entries
        files["checkpoint"] = grown.checkpoint(self.build.now).encode()
        for name, data in files.items():
            path = pathlib.Path(self.folder.name, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        handler = functools.partial(Silent, directory=self.folder.name)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return ved1.LogFolder("http://127.0.0.1:%d" % server.server_port)

    def test_a_log_that_has_grown(self):
        more = [ved1.entry_of(bytes(32), b"%d" % i) for i in range(700)]
        self.assertEqual("PASS", outcome(self.j, self.keys, log=self.serve(self.build.log.entries + more)).verdict())

    def test_a_log_with_another_past(self):
        entries = list(self.build.log.entries)
        entries[0] = ved1.entry_of(bytes(32), b"other")
        self.assertEqual("E_CONSISTENCY", outcome(self.j, self.keys, log=self.serve(entries)).code())

    def test_a_log_out_of_reach(self):
        with self.assertRaises(ved1.Usage):
            outcome(self.j, self.keys, log=ved1.LogFolder("http://127.0.0.1:1"))

    def dossier(self, steps):
        path = os.path.join(self.folder.name, "dossier.zip")
        leaves = self.build.log.leaves(len(self.build.log.entries))
        note = self.j["log"]["k2"]
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("log/checkpoint", note)
            for each in steps:
                extra = build.b64(bytes.fromhex(each["salt"]) + ved1.jcs(each["record"]))
                proof = [build.b64(p) for p in self.build.log.inclusion(each["index"], leaves)]
                lines = ["c2sp.org/tlog-proof@v1", "extra " + extra, "index %d" % each["index"], *proof, "", note]
                archive.writestr("records/%012d.tlog-proof" % each["index"], "\n".join(lines))
        return ved1.Dossier(path)

    def test_a_dossier_with_all_attempts(self):
        log = self.dossier(self.build.log.steps)
        self.assertEqual("PASS", outcome(self.j, self.keys, log=log).verdict())

    def test_a_dossier_that_knows_of_another_attempt(self):
        hidden = {"step": "ABORT", "index": 0, "salt": "00" * 32,
                  "record": {"kind": "draw.abort", "body": {"draw_id": self.build.tender + "/3"}}}
        log = self.dossier(self.build.log.steps[1:] + [hidden])
        self.assertEqual("E_ATTEMPTS", outcome(self.j, self.keys, log=log).code())


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


class Reading(unittest.TestCase):
    def test_refuses_what_has_two_meanings(self):
        for bad in (b'{"a":1,"a":1}', b'{"a":1.0}', b'{"a":-1}', b'{"a":null}', b'{"a":true}', b'{"a":9007199254740992}',
                    b'{"a":1}x', b'{"\xc3\xa9":1}', b'"e\xcc\x81"', b'"\\ud800"', b'\xef\xbb\xbf1', b'"\xff"', b"01", b"1e1"):
            with self.subTest(bad), self.assertRaises(ved1.Fail):
                ved1.read_json(bad)

    def test_command(self):
        j, keys = build.Build(fault="seed").run()
        with tempfile.TemporaryDirectory() as folder:
            paths = {name: os.path.join(folder, name) for name in ("draw.ved1.json", "policy.txt", "keys.json", "expected.json")}
            for name, data in (("draw.ved1.json", ved1.jcs(j)), ("policy.txt", build.policy().encode()),
                               ("keys.json", json.dumps(keys).encode()), ("expected.json", b'{"code":"E_SEED"}')):
                pathlib.Path(paths[name]).write_bytes(data)
            code, out = quietly(paths["draw.ved1.json"], "--policy", paths["policy.txt"], "--keys", paths["keys.json"])
            self.assertEqual((1, "FAIL E_SEED seed"), (code, out.splitlines()[-1]))
            with contextlib.redirect_stdout(io.StringIO()) as counted:
                self.assertEqual(0, compare.main([folder]))
            self.assertIn("agree 1, disagree 0", counted.getvalue())
            self.assertEqual(2, quietly(paths["draw.ved1.json"])[0])
            self.assertEqual(2, quietly(paths["draw.ved1.json"], "--policy", paths["keys.json"])[0])
        self.assertEqual(2, quietly()[0])
        self.assertEqual(2, quietly("absent", "--profile", "kat")[0])
        self.assertEqual(2, quietly("absent", "--profile", "other")[0])


if __name__ == "__main__":
    unittest.main()
