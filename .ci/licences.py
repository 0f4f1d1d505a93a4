"""Licences, sources and bans of deny.toml, checked on `cargo metadata` where cargo-deny is not at hand."""

import json
import re
import sys
import tomllib

rules = tomllib.load(open("deny.toml", "rb"))
allowed = set(rules["licenses"]["allow"])
banned = {entry["crate"] for entry in rules["bans"]["deny"]}


def holds(expression):
    """Whether an SPDX expression can be met: one side of an OR, both of an AND."""
    expression = expression.replace("/", " OR ").strip()
    while expression.startswith("(") and expression.endswith(")") and expression.count("(") == 1:
        expression = expression[1:-1].strip()
    parts = re.split(r"\s+AND\s+(?![^(]*\))", expression)
    if len(parts) > 1:
        return all(holds(part) for part in parts)
    return any(part.strip(" ()") in allowed for part in re.split(r"\s+OR\s+", expression))


faults = []
packages = json.load(sys.stdin)["packages"]
for package in packages:
    name = f"{package['name']} {package['version']}"
    if not package["license"] and not package["license_file"]:
        faults.append(f"{name}: no licence")
    elif package["license"] and not holds(package["license"]):
        faults.append(f"{name}: {package['license']} is not allowed by deny.toml")
    if package["source"] and not package["source"].startswith("registry+"):
        faults.append(f"{name}: comes from {package['source']}")
    if package["name"] in banned:
        faults.append(f"{name}: banned by deny.toml")
print(f"{len(packages)} packages, {len(faults)} faults")
print("\n".join(faults))
sys.exit(bool(faults))
