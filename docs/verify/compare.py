#!/usr/bin/env python3
"""Runs the verifier over a folder of transcripts and counts where it agrees with what was expected.

    compare.py FOLDER

Each NAME.ved1.json, in the folder or below it, has beside it NAME.policy.txt or policy.txt, NAME.keys.json or keys.json,
and NAME.expected.json, {"code": "E_…"} or {"code": ""} for a transcript in order; or one expected.json for all, either
the same or a map of names to codes. Exit 0: all agree. 1: some do not. 2: the folder cannot be read.
"""
import json
import pathlib
import sys
import time

import ved1_verify as ved1

PASSES = ("", "PASS", "PASS-CLAIMED", None)


def beside(file, name, kind):
    own = file.with_name(name + "." + kind)
    return own if own.exists() else file.with_name(kind)


def expected_code(file, name):
    expected = json.loads(beside(file, name, "expected.json").read_text(encoding="utf-8"))
    if "code" not in expected:
        expected = expected[name]
    code = expected["code"] if isinstance(expected, dict) else expected
    return "" if code in PASSES else code


def main(argv):
    if len(argv) != 1:
        print("usage: compare.py FOLDER", file=sys.stderr)
        return 2
    files = sorted(pathlib.Path(argv[0]).rglob("*.ved1.json"))
    if not files:
        print("no *.ved1.json in " + argv[0], file=sys.stderr)
        return 2
    agree, codes, begin = 0, {}, time.monotonic()
    for file in files:
        name = file.name.removesuffix(".ved1.json")
        try:
            expected = expected_code(file, name)
            policy = ved1.Policy(beside(file, name, "policy.txt").read_bytes())
            keys = ved1.read_keys(beside(file, name, "keys.json").read_bytes())
            outcome = ved1.verify(file.read_bytes(), policy, keys)
        except (OSError, KeyError, ValueError, ved1.Usage) as error:
            print("%s: %s" % (file, error), file=sys.stderr)
            return 2
        found = outcome.code() or ""
        codes[found or "PASS"] = codes.get(found or "PASS", 0) + 1
        if found == expected:
            agree += 1
        else:
            print("%s: expected %s, found %s" % (name, expected or "PASS", outcome.verdict()))
    for code, count in sorted(codes.items()):
        print("%-20s %d" % (code, count))
    print("agree %d, disagree %d (%.1f s)" % (agree, len(files) - agree, time.monotonic() - begin))
    return 0 if agree == len(files) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
