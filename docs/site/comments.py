"""Gives the comments of a source file the marks that the tools of the reference look for.

The sources mark no comment for a tool. Here what stands behind a member becomes the member's, what
stands before a declaration becomes the declaration's, and the sections of relance.h become groups.
"""

import re

COMMENT = re.compile(r"/\*.*?\*/", re.S)
SECTION = re.compile(r"/\* -{4} (.*?) -+ \*/")
BEHIND = re.compile(r"^( *(?![ }#])[^\"]*?(?:\"[^\"]*\"[^\"]*?)*?)  // (.*)$")
ALONE = re.compile(r"^( *)// (.*)$")
MEMBER = re.compile(r"^(    )(\w+(?:: [^#]+)?(?: = [^#]+)?)  # (.*)$")

ALL_OF_IT = "\n/** @file\n * @brief All of it. */"


def c_comments(text):
    """The first comment is the file's, in one with sections the front page. A section is a group, whose
    first comment tells of it if an empty line follows; what else it follows belongs to nothing."""
    out, at, opened, group = [], 0, False, None
    head = "@mainpage The C interface" if SECTION.search(text) else "@file"
    for found in COMMENT.finditer(text):
        out.append(text[at:found.start()])
        at, body = found.end(), found[0][2:]
        after = re.match(r"\n*", text[at:])[0]
        if at == len(found[0]):
            body = re.sub(r"\n \*  (\d\.)", r"\n * \1 ", body)  # where all numbers of the list begin
            out.append(f"/** {head}\n *{body}" + ("" if head == "@file" else ALL_OF_IT))
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
    if not opened:
        return whole
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

