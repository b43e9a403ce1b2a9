#!/usr/bin/env python3
"""Prints a source file with its comments as the tools of the reference read them: comments.py FILE.

The sources mark no comment for a tool. Here what stands behind a member becomes the member's, what
stands before a declaration becomes the declaration's, and the sections of relance.h become groups.
"""

import re
import sys

COMMENT = re.compile(r"/\*.*?\*/", re.S)
SECTION = re.compile(r"/\* -{4} (.*?) -+ \*/")
BEHIND = re.compile(r"^( *(?![ }#])[^\"]*?(?:\"[^\"]*\"[^\"]*?)*?)  // (.*)$")
ALONE = re.compile(r"^( *)// (.*)$")
MEMBER = re.compile(r"^(    )(\w+(?:: [^#]+)?(?: = [^#]+)?)  # (.*)$")


def c_comments(text):
    """relance.h: its first comment is the front page, a section is a group, whose first comment tells
    of it if an empty line follows; what else an empty line follows belongs to nothing."""
    out, at, opened, group = [], 0, False, None
    for found in COMMENT.finditer(text):
        out.append(text[at:found.start()])
        at, body = found.end(), found[0][2:]
        after = re.match(r"\n*", text[at:])[0]
        if at == len(found[0]):
            body = re.sub(r"\n \*  (\d\.)", r"\n * \1 ", body)  # where all numbers of the list begin
            out.append(f"/** @mainpage The C interface\n *{body}\n/** @file\n * @brief All of it. */")
        elif section := SECTION.match(found[0]):
            group = len(out)
            title = section[1]
            name = re.sub(r"\W+", "_", title.lower())
            out.append(f"{'/** @} */ ' if opened else ''}/** @defgroup {name} {title}\n * @{{ */")
            opened = True
        elif text[:found.start()].rpartition("\n")[2].strip():
            out.append("/**<" + body)
        elif len(after) > 1:
            told = group is not None and not "".join(out[group + 1:]).strip()
            if told:
                out[group] = out[group].replace("\n * @{ */", "\n *" + body.replace("*/", "\n * @{ */"))
            else:
                out.append(found[0])
        else:
            out.append("/**" + body)
    whole = shared("".join(out) + text[at:])
    end = whole.rindex("#if defined(__GNUC__)")
    return whole[:end] + "/** @} */\n" + whole[end:]


def shared(text):
    """What several functions in a row share is written before each."""
    def each(found):
        return found[1] + f"\n{found[1]}".join(re.findall(r"\S.*?;\n", found[2], re.S))
    return re.sub(r"(?<=\n\n)(/\*\*(?:(?!\*/).)*\*/\n)((?:[a-z][\w ]+\*?\w+\([^;{]*\);\n){2,})", each, text,
                  flags=re.S)


def cpp_comments(text):
    lines, column = [], None
    head = True
    for line in text.split("\n"):
        alone, behind = ALONE.match(line), BEHIND.match(line)
        if head and alone:
            line = ("" if lines else "/// @file\n") + f"/// {alone[2]}"
        elif alone and column == len(alone[1]):
            line = f"{alone[1]}///< {alone[2]}"
        elif behind:
            column = len(behind[1]) + 2
            line = f"{behind[1]}  ///< {behind[2]}"
        else:
            column = None
        head = head and bool(alone)
        lines.append(line)
    return "\n".join(lines)


def python_comments(text):
    return "\n".join(MEMBER.sub(r"\1#: \3\n\1\2", line) for line in text.split("\n"))


KINDS = {"h": c_comments, "hpp": cpp_comments, "py": python_comments}

if __name__ == "__main__":
    path = sys.argv[1]
    with open(path, encoding="utf-8") as file:
        sys.stdout.write(KINDS[path.rpartition(".")[2]](file.read()))
