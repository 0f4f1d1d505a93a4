"""Which crates run code of their own on the machine that builds: build scripts and procedural macros.

    cargo metadata --locked --format-version 1 | python3 .ci/builders.py

Prints one line each, sorted: what docs/dependencies.md lists. Only what the program itself is built from, on Linux.
"""

import json
import subprocess
import sys

tree = ["cargo", "tree", "--locked", "-e", "normal,build", "--target", "x86_64-unknown-linux-gnu", "--prefix", "none", "-f", "{p}"]
lines = subprocess.run(tree, check=True, capture_output=True, text=True).stdout.splitlines()
used = {tuple(line.split()[:2]) for line in lines if line}
for package in sorted(json.load(sys.stdin)["packages"], key=lambda package: package["name"]):
    if (package["name"], "v" + package["version"]) not in used:
        continue
    kinds = {kind for target in package["targets"] for kind in target["kind"]}
    for kind, words in (("custom-build", "build script"), ("proc-macro", "macro")):
        if kind in kinds:
            print(f"{words:12} {package['name']} {package['version']}  ({package['license']})")
