// What authors get wrong, done to a file: a key renamed or removed, one too many, a value of another
// kind. The same file gives always the same mutations.
import {isMap, isPair, isScalar, isSeq, parseDocument, visit} from 'yaml';

// A key that nowhere stands, some that come later, and some that stand elsewhere.
const EXTRA = ['surprise', 'cadences', 'start', 'refund', 'within', 'do', 'delay'];

// Each takes the map and the number of a pair of it, and returns false where it does not fit.
const KINDS = {
  renamed: (map, at) => {
    const key = map.items[at].key;
    key.value = key.value.length > 2 ? key.value.slice(0, -2) + key.value.at(-1) : `${key.value}x`;
    return !map.items.some((pair, i) => i !== at && pair.key.value === key.value);
  },
  removed: (map, at) => { map.items.splice(at, 1); },
  extra: (map, at, document) => {
    const key = EXTRA[(at + map.items.length) % EXTRA.length];
    map.items.splice(at, 0, document.createPair(key, 'x'));
    return !map.items.some((pair, i) => i !== at && pair.key.value === key);
  },
  misspelt: (map, at) => {
    const {value} = map.items[at];
    if (!isScalar(value) || typeof value.value !== 'string') return false;
    value.value = value.value.slice(0, -1);
  },
  emptied: (map, at, document) => { map.items[at].value = document.createNode(null); },
  'a list': (map, at, document) => {
    if (isSeq(map.items[at].value)) return false;
    map.items[at].value = document.createNode(['x'], {flow: true});
  },
  'a map': (map, at, document) => {
    if (isMap(map.items[at].value)) return false;
    map.items[at].value = document.createNode({x: 'y'}, {flow: true});
  },
  'a word': (map, at, document) => {
    if (isScalar(map.items[at].value)) return false;
    map.items[at].value = document.createNode('x');
  },
  'a number': (map, at, document) => { map.items[at].value = document.createNode(7); },
  'a flag': (map, at, document) => { map.items[at].value = document.createNode(true); },
};

/** The pairs of a document, each by the path of numbers that leads to it. */
function pairs(document) {
  const found = [];
  visit(document, {
    Pair(at, pair, ancestors) {
      const path = [...ancestors, pair].map((node, i, all) => {
        const above = all[i - 1];
        return isMap(above) || isSeq(above) ? above.items.indexOf(node) : null;
      });
      found.push(path.filter((step) => step !== null));
    },
  });
  return found;
}

function mutated(text, path, kind) {
  const document = parseDocument(text);
  let node = document.contents;
  for (const step of path.slice(0, -1)) {
    node = node.items[step];
    if (isPair(node)) node = node.value;
  }
  const key = node.items[path.at(-1)].key.value;
  if (KINDS[kind](node, path.at(-1), document) === false) return null;
  // Inside braces nothing at all would leave `{key}`, which the language server does not look into.
  const written = {lineWidth: 0, nullStr: node.flow ? 'null' : ''};
  return {what: `${key} ${kind}`, text: document.toString(written)};
}

/** `count` mutations of the files, spread over all places and kinds. */
export function mutations(files, count) {
  const all = [];
  for (const {name, text} of files) {
    for (const path of pairs(parseDocument(text))) {
      for (const kind of Object.keys(KINDS)) all.push({name, text, path, kind});
    }
  }
  const chosen = [];
  const step = 127;  // prime, so that each place comes once before any comes twice
  for (let i = 0; chosen.length < count && i < all.length; ++i) {
    const {name, text, path, kind} = all[(i * step) % all.length];
    const one = mutated(text, path, kind);
    if (one !== null && one.text !== text) chosen.push({...one, what: `${name}: ${one.what}`});
  }
  return chosen;
}
