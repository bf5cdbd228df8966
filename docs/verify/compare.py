#!/usr/bin/env python3
"""Runs the verifier over a folder of transcripts and counts where it agrees with what was expected.

    compare.py FOLDER

Each NAME.ved1.json, in the folder or below it, has beside it NAME.policy.txt or policy.txt, NAME.keys.json or keys.json,
and NAME.expected.json, {"code": "E_…"} or {"code": ""} for a transcript in order; or one expected.json for all, either
the same or a map of names to codes. Where both views of a draw are there, NAME.open.ved1.json and NAME.sealed.ved1.json,
the files beside them bear NAME alone, and NAME.expected.json may be {"open": {"codes": […]}, "sealed": {"codes": […]}}:
then the codes of all checks that fail must be these. Exit 0: all agree. 1: some do not. 2: the folder cannot be read.
"""
import json
import pathlib
import sys
import time

import ved1_verify as ved1

PASSES = ("", "PASS", "PASS-CLAIMED", None)


def beside(file, name, kind):
    for each in (name, name.removesuffix(".open").removesuffix(".sealed")):
        if file.with_name(each + "." + kind).exists():
            return file.with_name(each + "." + kind)
    return file.with_name(kind)


def agrees(file, name, outcome):
    """Whether what was found was expected, and what that is."""
    expected = json.loads(beside(file, name, "expected.json").read_text(encoding="utf-8"))
    view = name.rsplit(".", 1)[-1]
    if isinstance(expected.get(view), dict) and "codes" in expected[view]:
        found = sorted({result[0] for result in outcome.failures()})
        return found == sorted(expected[view]["codes"]), ", ".join(expected[view]["codes"])
    if "code" not in expected:
        expected = expected[name]
    code = expected["code"] if isinstance(expected, dict) else expected
    code = "" if code in PASSES else code
    return (outcome.code() or "") == code, code


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
            policy = ved1.Policy(beside(file, name, "policy.txt").read_bytes())
            keys = ved1.read_keys(beside(file, name, "keys.json").read_bytes())
            outcome = ved1.verify(file.read_bytes(), policy, keys)
            agreed, expected = agrees(file, name, outcome)
        except (OSError, KeyError, ValueError, ved1.Usage) as error:
            print("%s: %s" % (file, error), file=sys.stderr)
            return 2
        found = outcome.code() or ""
        codes[found or "PASS"] = codes.get(found or "PASS", 0) + 1
        if agreed:
            agree += 1
        else:
            print("%s: expected %s, found %s" % (name, expected or "PASS", outcome.failures() or outcome.verdict()))
    for code, count in sorted(codes.items()):
        print("%-20s %d" % (code, count))
    print("agree %d, disagree %d (%.1f s)" % (agree, len(files) - agree, time.monotonic() - begin))
    return 0 if agree == len(files) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
