#!/usr/bin/env python3
"""Writes the manual page of the command from what its --help says: man.py RELANCE > relance.1."""

import re
import subprocess
import sys

HEAD = r""".TH RELANCE 1 "" "{version}" "User Commands"
.SH NAME
relance \- follow sales leads up by rules
"""
TAIL = r""".SH EXIT STATUS
.TP
.B 0
done
.TP
.B 1
something is wrong in your text or data
.TP
.B 2
wrong usage
.TP
.B 3
the machine failed
"""
COLUMN = 26  # where --help says what an option does, if its name leaves room
SECTION = re.compile(r"(\w+):$")


def roff(text):
    """Text that troff prints as it is."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    return r"\&" + text if text[:1] in ".'" else text


def told(command, *words):
    return subprocess.run([command, *words], check=True, capture_output=True, text=True).stdout


def listed(lines):
    """The lines of a section as roff, and the names of what it lists."""
    out, names = [], []
    for line in lines:
        name, text = line[:COLUMN].strip(), line[COLUMN:].strip()
        if line[COLUMN - 1] != " ":  # the name is longer, and stands alone
            name, text = line.strip(), ""
        if name:
            names.append(name)
            out += [".TP", rf"\fB{roff(name)}\fR"]
        out += [roff(text)] if text else []
    return out, names


def page(command, words=()):
    """What a command's --help says, as a part of the page, and then its commands, each likewise."""
    head, _, rest = told(command, *words, "--help").partition("\nUsage: ")
    usage, *lines = rest.splitlines()
    title = [f'.SS "{roff(" ".join(("relance", *words)))}"'] if words else [".SH SYNOPSIS"]
    out = [*title, rf"\fB{roff(usage)}\fR", ".PP" if words else ".SH DESCRIPTION", roff(head)]
    sections, further, commands = {}, [], []
    for line in filter(None, lines):
        if heading := SECTION.match(line):
            sections[heading[1]] = []
        elif line.startswith(" "):
            sections[list(sections)[-1]].append(line.ljust(COLUMN))
        else:
            further.append(roff(line))
    for heading, lines in sections.items():
        items, names = listed(lines)
        commands = names if heading == "Subcommands" else []
        out += [".PP", rf"\fI{heading}\fR", *items]
    out += [".PP", *further] if further else []
    out += [] if words else [".SH COMMANDS"]
    for name in commands:
        out += page(command, (*words, name))
    return out


if __name__ == "__main__":
    sys.stdout.write(HEAD.format(version=told(sys.argv[1], "--version").strip()))
    print("\n".join(page(sys.argv[1])))
    sys.stdout.write(TAIL)
