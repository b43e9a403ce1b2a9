// agreement.mjs RELANCE ROOT WORK: the editor proposes and explains, and flags what the compiler
// flags, over the examples and 200 mutations of them. WORK is a folder for the mutated files.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import {LanguageServer} from './language_server.mjs';
import {mutations} from './mutations.mjs';

const [relance, root, work] = process.argv.slice(2);
const MUTATIONS = 200;

function rulesUnder(folder) {
  return fs.readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.name.endsWith('.yaml'))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => /^relance:/m.test(fs.readFileSync(file, 'utf8')))
    .sort()
    .map((file) => ({name: path.relative(root, file).replaceAll('/', '_'),
                     text: fs.readFileSync(file, 'utf8')}));
}

/** By file name: what the compiler says, as lines (from 0; null: the whole file) and codes. */
function compiled(files) {
  const names = files.map(({name, text}) => {
    fs.writeFileSync(path.join(work, name), text);
    return name;
  });
  const run = spawnSync(relance, ['check', '--json', ...names],
                        {cwd: work, encoding: 'utf8', maxBuffer: 1 << 28});
  const told = new Map(names.map((name) => [name, []]));
  for (const line of run.stdout.split('\n').filter(Boolean)) {
    const {file, line: at, code, message} = JSON.parse(line);
    if (code !== undefined) told.get(file).push({line: at ? at - 1 : null, code, message});
  }
  return told;
}

/** The list of differences: codes as [first, last], and patterns of what only the editor flags. */
function differences() {
  const meaning = [];
  const editor = [];
  for (const line of fs.readFileSync(path.join(root, 'tests/editor/differences.txt'), 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [what, reason] = line.split('\t');
    assert(reason, `a difference without a reason: ${line}`);
    if (what.startsWith('editor: ')) editor.push(new RegExp(what.slice(8)));
    else meaning.push([what.split('-')[0], what.split('-').at(-1)].map(Number));
  }
  return {meaning, editor};
}

// The editor marks the key of a map that lacks something, the compiler the line where the map begins,
// which may be the next one.
const covers = ({range}, line) =>
  line === null || (range.start.line <= line && line <= range.end.line + 1);

function disagreements(file, fromCompiler, fromEditor, listed) {
  const found = [];
  for (const told of fromCompiler) {
    if (listed.meaning.some(([first, last]) => first <= told.code && told.code <= last)) continue;
    if (fromEditor.some((flag) => covers(flag, told.line))) continue;
    found.push(`${file.what}: only the compiler: ${told.code} line ${told.line + 1} ${told.message}`);
  }
  for (const flag of fromEditor) {
    if (fromCompiler.some((told) => covers(flag, told.line))) continue;
    if (listed.editor.some((pattern) => pattern.test(`${file.what}: ${flag.message}`))) continue;
    found.push(`${file.what}: only the editor: line ${flag.range.start.line + 1} ${flag.message}`);
  }
  return found;
}

async function checkAgreement(server, examples) {
  const changed = mutations(examples, MUTATIONS);
  assert.equal(changed.length, MUTATIONS);
  const files = [...examples.map((file) => ({...file, what: file.name})),
                 ...changed.map((file, i) => ({...file, name: `m${i}.yaml`}))];
  const told = compiled(files);
  const flagged = await Promise.all(files.map(({name, text}) => server.diagnostics(name, text)));
  const listed = differences();
  const found = files.flatMap((file, i) =>
    disagreements(file, told.get(file.name), flagged[i], listed));
  assert.deepEqual(found, []);
  const bad = files.filter((file, i) => flagged[i].length > 0).length;
  for (const {name} of examples) assert.deepEqual(told.get(name), [], name);
  console.log(`${files.length} files agree; ${bad} of them flagged by the editor, ` +
              `${[...told.values()].filter((list) => list.length > 0).length} by the compiler`);
}

// `|` is where the author is.
const PROPOSED = [
  ['relance: 1\nname: a\n|', ['calendars', 'watch', 'states'], ['cadences', 'normalised', 'name']],
  ['relance: 1\nstates:\n  a:\n    |', ['stage', 'enter', 'events', 'after'], ['delay']],
  ['relance: 1\nstates:\n  a:\n    stage: |', ['new', 'nurture', 'lost'], ['call']],
  ['relance: 1\nstates:\n  a:\n    stage: new\n    enter:\n      - |',
   ['call', 'send', 'set', 'assign'], ['charge', 'delay']],
  ['relance: 1\nstates:\n  a:\n    stage: new\n    enter:\n      - call: x\n        by: |',
   ['preferred', 'phone'], []],
  ['relance: 1\nstates:\n  a:\n    stage: new\n    events:\n      |', ['reached', 'lost'], ['elapsed']],
  ['relance: 1\nstates:\n  a:\n    stage: new\n    events:\n      lost:\n        |', ['to', 'if', 'do'], []],
  ['relance: 1\nlead:\n  brand:\n    type: |', ['text', 'money'], []],
  ['relance: 1\ncalendars:\n  shop:\n    open:\n      |', ['mon-fri', 'sat'], []],
];

function splitAt(text) {
  const before = text.slice(0, text.indexOf('|')).split('\n');
  return {text: text.replace('|', ''),
          position: {line: before.length - 1, character: before.at(-1).length}};
}

async function checkCompletion(server) {
  for (const [index, [marked, wanted, unwanted]] of PROPOSED.entries()) {
    const {text, position} = splitAt(marked);
    const name = `completion${index}.yaml`;
    await server.diagnostics(name, text);
    const labels = await server.completion(name, position);
    for (const word of wanted) assert(labels.includes(word), `${word} at ${marked}: ${labels}`);
    for (const word of unwanted) assert(!labels.includes(word), `${word} at ${marked}: ${labels}`);
  }
  console.log(`completion at ${PROPOSED.length} places`);
}

// A word of the dealership's rules, and what the editor says of it.
const EXPLAINED = [
  [/^timezone/m, 'zone of all dates and clock times'],
  [/^watch/m, 'so that none is'],
  [/open: \{mon-fri/, 'Windows by day'],
  [/holidays: FR/, 'A region'],
  [/stage: new/, 'stage of the lifecycle'],
  [/enter:/, 'when a lead comes in'],
  [/call: first_call/, 'The customer is to be called'],
  [/within: 20 open/, 'asked for again'],
  [/delay: 4/, 'How long after'],
  [/raise: unreachable/, 'then happens'],
  [/reached: talking/, 'spoken with'],
  [/if: 'has/, 'A condition in CEL'],
  [/one_of:/, 'The only texts'],
];

async function checkHover(server, examples) {
  const {name, text} = examples.find((file) => file.name.includes('dealership'));
  for (const [pattern, wanted] of EXPLAINED) {
    const before = text.slice(0, text.search(pattern)).split('\n');
    const hover = await server.hover(name, {line: before.length - 1, character: before.at(-1).length + 1});
    const told = hover?.contents?.value ?? '';
    assert(told.includes(wanted), `${pattern}: ${told}`);
  }
  console.log(`hover over ${EXPLAINED.length} keys`);
}

const examples = rulesUnder(path.join(root, 'examples'));
assert(examples.length >= 3);
for (const {name, text} of examples) {
  assert(text.startsWith('# yaml-language-server: $schema=../../docs/rules.schema.json\n'), name);
}
const server = new LanguageServer(path.join(root, 'docs/rules.schema.json'),
                                  path.join(root, 'examples/rules'));
await server.start();
// Beside the examples, rules that use what none of them does.
const shop = {name: 'shop.yaml',
              text: fs.readFileSync(path.join(root, 'tests/draw/golden/shop.yaml'), 'utf8')};
await checkAgreement(server, [...examples, shop]);
await checkCompletion(server);
await checkHover(server, examples);
await server.stop();
