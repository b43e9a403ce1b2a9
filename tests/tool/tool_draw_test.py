#!/usr/bin/env python3
"""relance draw: the SVG holds every state, arrow and guard, and the published picture is the one
that the rules give."""

import os
import re
import shutil
import sys
import xml.etree.ElementTree as xml

from shell import ROOT, ShellTest, main

SHOP = ROOT / "tests/draw/golden/shop.yaml"
DEALERSHIP = ROOT / "examples/rules/dealership.yaml"
SVG = "{http://www.w3.org/2000/svg}"


def squeezed(text):
    return re.sub(r"\s", "", text)


def parts(svg):
    """By the id of a group: its title and all of its texts, without blanks."""
    found = {}
    for group in xml.fromstring(svg).iter(SVG + "g"):
        if group.get("class") in ("node", "edge", "cluster"):
            texts = squeezed("".join(t.text or "" for t in group.iter(SVG + "text")))
            lines = {path.get("stroke-dasharray") for path in group.iter(SVG + "path")}
            found[group.get("id")] = (group.find(SVG + "title").text, texts, lines != {None})
    return found


def box_of(text):
    """Where a text stands, as left, top, right, bottom; letters are half as wide as high."""
    x, y, size = (float(text.get(key)) for key in ("x", "y", "font-size"))
    half = len(text.text) * size / 4
    middle = {"middle": x, "start": x + half}[text.get("text-anchor", "start")]
    return middle - half, y - size, middle + half, y


def points_of(path):
    """Points along a path of cubic curves, 50 on each."""
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    corners = list(zip(numbers[::2], numbers[1::2]))
    for i in range(0, len(corners) - 3, 3):
        for step in range(51):
            t = step / 50
            weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3
            yield tuple(sum(w * corner[axis] for w, corner in zip(weights, corners[i:i + 4]))
                        for axis in (0, 1))


class Draw(ShellTest):
    def test_each_arrow_of_the_shop_stands_in_the_svg(self):
        found = parts(self.relance("draw", SHOP).out)
        arrows = {(title, texts, dashed) for key, (title, texts, dashed) in found.items()
                  if key.startswith("arrow")}
        # Arrows back are written the other way round; states are s0 came, s1 talking, s2 won, s3 gone.
        self.assertEqual(arrows, {
            ("s0->s1", 'reachediflead.note=="<b>&é];-->|x|\\"end"&&lead.budget<3'
                       'reachedelse→setnote:x;y,alertmanager', False),
            ("s0->s3", 'reachedelseiflead.budget>100000&&lead.notein["aratherlonglist",'
                       '"ofmanywords","thatgoes...unreachablelost', False),
            ("s0->s3", "after1d:unreachable", True),
            ("s1->s2", "sold", False),
            ("s1->s3", "lost", False),
            ("s1->s3", "3dafterreceived_at:lost", True),
            ("s1->s3", "reached", False)})

    def test_states_and_guards_of_the_dealership_stand_in_the_svg(self):
        rules = DEALERSHIP.read_text()
        found = parts(self.relance("draw", DEALERSHIP).out)
        states = re.findall(r"^  (\w+):$", rules[rules.index("\nstates:"):], re.M)
        self.assertGreaterEqual(len(states), 8)
        for number, state in enumerate(states):
            self.assertIn(state, found[f"state{number}"][1])
        guards = re.findall(r"if: '([^']*)'", rules)
        self.assertGreaterEqual(len(guards), 2)
        for guard in guards:  # on an arrow, or in the state that the lead stays in
            self.assertTrue(any(squeezed("if" + guard) in texts for _, texts, _ in found.values()),
                            guard)
        timers = [texts for _, (_, texts, dashed) in found.items() if dashed]
        for raised in re.findall(r"raise: (\w+)", rules):
            self.assertTrue(any(raised in texts for texts in timers), raised)

    def test_the_published_picture_is_that_of_the_dealership(self):
        # Where things lie depends on the fonts of the machine; what there is does not.
        published = parts((ROOT / "docs/dealership.svg").read_text())
        self.assertEqual(parts(self.relance("draw", DEALERSHIP).out), published,
                         "run: relance draw examples/rules/dealership.yaml > docs/dealership.svg")

    def test_without_graphviz_the_way_out_is_told(self):
        path, os.environ["PATH"] = os.environ["PATH"], str(self.folder)
        try:
            answer = self.relance("draw", DEALERSHIP, code=3)
        finally:
            os.environ["PATH"] = path
        self.assertEqual(answer.out, "")
        self.assertIn("svg needs the program dot of Graphviz", answer.err)
        self.assertIn("--format mermaid", answer.err)

    def test_a_picture_that_takes_too_long_is_given_up_and_dot_is_ended(self):
        mark = self.folder / "dot.pid"
        for name, body in (("reads_nothing", "exec sleep 600"),
                           ("closes_and_stays", "exec >&- <&-; exec sleep 600")):
            folder = self.folder / name
            folder.mkdir()
            (folder / "dot").write_text(f"#!/bin/sh\necho $$ > {mark}\n{body}\n")
            (folder / "dot").chmod(0o755)
            path, os.environ["PATH"] = os.environ["PATH"], f"{folder}:{os.environ['PATH']}"
            try:
                answer = self.relance("draw", DEALERSHIP, "--limit", "1", code=3)
            finally:
                os.environ["PATH"] = path
            self.assertEqual(answer.out, "")
            self.assertIn("did not lay this picture out within 1 second", answer.err)
            for way_out in ("--limit", "a part of the states", "--format dot", "--format mermaid"):
                self.assertIn(way_out, answer.err)
            self.assertLess(answer.waited, 30)
            with self.assertRaises(ProcessLookupError, msg="it still runs, or nobody waited for it"):
                os.kill(int(mark.read_text()), 0)

    def test_no_arrow_of_the_dealership_runs_through_the_title_of_a_group(self):
        root = xml.fromstring(self.relance("draw", DEALERSHIP).out)
        groups = {group.get("id"): group for group in root.iter(SVG + "g")}
        titles = {key: group.find(SVG + "text") for key, group in groups.items()
                  if key.startswith("title_") or key.startswith("clust")}
        titles = {text.text: box_of(text) for text in titles.values() if text is not None}
        self.assertEqual(set(titles), {"new", "contacted", "qualified", "appointment", "shown",
                                       "nurture", "sold", "lost"})
        for key, group in groups.items():
            if not key.startswith("arrow"):
                continue
            for x, y in points_of(group.find(SVG + "path").get("d")):
                for title, (left, top, right, bottom) in titles.items():
                    self.assertFalse(left < x < right and top < y < bottom, f"{key} through {title}")

    def test_wrong_rules_are_not_drawn(self):
        rules = self.write("wrong.yaml", "relance: 1\nname: x\ninitial: a\nstates: {}\n")
        answer = self.relance("draw", rules, "--format", "dot", code=1)
        self.assertEqual(answer.out, "")
        self.assertIn("RL0120", answer.err)


if shutil.which("dot") is None:
    print("skipped: Graphviz is not installed, so its pictures are not looked at")
    sys.exit(77)
main()
