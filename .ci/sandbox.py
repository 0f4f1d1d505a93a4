"""Runs a command under the system calls, address families and memory rule that packaging/touchline.service allows.

    python3 .ci/sandbox.py target/release/touchline check

systemd puts a seccomp filter in front of the service; this puts the same one in front of the command, from the unit's own
lines and from `systemd-analyze syscall-filter`, on a machine where systemd does not run. x86-64 only. What else the unit
says (folders, users, capabilities) is not tried here. Exit code 99: the filter could not be set.
"""

import ctypes
import errno
import os
import pathlib
import platform
import re
import struct
import subprocess
import sys

UNIT = pathlib.Path(__file__).parent.parent / "packaging" / "touchline.service"
HEADER = pathlib.Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")
AUDIT_ARCH_X86_64 = 0xC000003E
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10}


def values(key):
    """What the unit says under that key, line by line."""
    return re.findall(rf"^{key}=(.*)$", UNIT.read_text(), re.MULTILINE)


def calls(group):
    """The names of all system calls of one of systemd's groups."""
    text = subprocess.run(["systemd-analyze", "syscall-filter", group], check=True, capture_output=True, text=True).stdout
    names = [line.strip() for line in text.splitlines()[1:] if line.strip() and not line.strip().startswith("#")]
    return set().union(*(calls(name) if name.startswith("@") else {name} for name in names))


def allowed():
    """The unit's filter: groups are added, those after ~ are taken away; @default always stays."""
    names = set()
    for line in values("SystemCallFilter"):
        groups = set().union(*(calls(word) if word.startswith("@") else {word} for word in line.lstrip("~").split()))
        names = names - groups if line.startswith("~") else names | groups
    return names | calls("@default")


def program(numbers, families):
    """The filter as the kernel takes it: one instruction is code, jump if equal, jump if not, operand."""
    step = lambda code, operand, yes=0, no=0: struct.pack("HBBI", code, yes, no, operand)
    out = [step(LOAD, 4), step(EQUAL, AUDIT_ARCH_X86_64, 1), step(RETURN, KILL), step(LOAD, 0)]
    for number in sorted(numbers - {41}):
        out += [step(EQUAL, number, 0, 1), step(RETURN, ALLOW)]
    # socket(2): by its first argument.
    out += [step(EQUAL, 41, 1), step(RETURN, ERRNO | errno.EPERM), step(LOAD, 16)]
    for family in sorted(families):
        out += [step(EQUAL, family, 0, 1), step(RETURN, ALLOW)]
    return out + [step(RETURN, ERRNO | errno.EAFNOSUPPORT)]


def main():
    if platform.machine() != "x86_64" or not HEADER.exists():
        sys.exit(99)
    table = dict(re.findall(r"#define __NR_(\w+) (\d+)", HEADER.read_text()))
    names = allowed()
    if "--list" in sys.argv:
        return print("\n".join(sorted(names)))
    code = program({int(table[name]) for name in names if name in table}, {FAMILIES[f] for f in values("RestrictAddressFamilies")[0].split()})
    libc = ctypes.CDLL(None, use_errno=True)
    filled = ctypes.create_string_buffer(b"".join(code))
    fprog = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(code), ctypes.addressof(filled)))
    # PR_SET_MDWE, where the kernel has it (6.3): no memory that can be written and run.
    if values("MemoryDenyWriteExecute") == ["yes"] and libc.prctl(65, 1, 0, 0, 0) != 0:
        print("sandbox: this kernel has no PR_SET_MDWE; memory that is written and run is not refused", file=sys.stderr)
    # PR_SET_NO_NEW_PRIVS, then PR_SET_SECCOMP with a filter.
    if libc.prctl(38, 1, 0, 0, 0) != 0 or libc.prctl(22, 2, fprog, 0, 0) != 0:
        print("sandbox: the filter was refused:", os.strerror(ctypes.get_errno()), file=sys.stderr)
        sys.exit(99)
    os.execvp(sys.argv[1], sys.argv[1:])


main()
