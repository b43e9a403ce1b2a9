// mermaid.mjs RELANCE ROOT WORK: Mermaid's own parser reads what `relance draw` writes for it.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import path from 'node:path';

import DOMPurify from 'dompurify';

const [relance, root] = process.argv.slice(2);

// Outside a browser there is no document to purify; nothing is shown here.
DOMPurify.addHook = () => {};
DOMPurify.sanitize = (text) => text;
const {default: mermaid} = await import('mermaid');
await mermaid.parse('flowchart LR\n  a --> b');  // loads the parser

// The parser keeps `#34;` in a form of its own until the picture is laid out.
const plain = (text) => text.replaceAll(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCharCode(code))
  .replaceAll('<br/>', ' ');

async function drawn(rules) {
  const text = execFileSync(relance, ['draw', path.join(root, rules), '--format', 'mermaid'],
                            {encoding: 'utf8'});
  const {type, db} = await mermaid.mermaidAPI.getDiagramFromText(text);
  assert.match(type, /^flowchart/);
  const states = Object.values(db.getVertices()).filter(({id}) => /^s\d+$/.test(id));
  return {
    states: states.map(({text: label}) => plain(label).match(/<b>(\w+)<\/b>/)[1]),
    groups: db.getSubGraphs().map(({title}) => title).sort(),
    arrows: db.getEdges().map(({start, end, stroke, text: label}) =>
      `${start} ${stroke} ${end}: ${plain(label)}`),
  };
}

assert.deepEqual(await drawn('tests/draw/golden/shop.yaml'), {
  states: ['came', 'talking', 'won', 'gone'],
  groups: ['contacted', 'lost', 'new', 'sold'],
  arrows: [
    'start normal s0: ',
    's0 normal s1: reached [if lead.note == "<b>&é];--> |x|\\" end" && lead.budget < 3] ' +
      'reached [else] / set note: x; y, alert manager',
    's0 normal s3: reached [else if lead.budget > 100000 && lead.note in ["a rather long list", ' +
      '"of many words", "that goes on", "and on", "and on", "to no end"]] unreachable lost',
    's0 dotted s3: after 1 d: unreachable',
    's1 normal s2: sold',
    's1 normal s3: lost',
    's1 dotted s3: 3 d after received_at: lost',
    's3 normal s1: reached',
  ],
});

const dealership = await drawn('examples/rules/dealership.yaml');
assert.deepEqual(dealership.states, ['incoming', 'talking', 'project_known', 'visit_planned',
                                     'in_showroom', 'nursery', 'won', 'gone']);
assert.equal(dealership.groups.length, 8);
console.log(`Mermaid reads ${dealership.arrows.length} arrows of the dealership`);
