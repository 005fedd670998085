// Expands and compacts an exported JSON file as linked data, and compares the quads.
// anno_terms.json holds those terms of the standard's context that an export uses.
// Usage: node linked_data.mjs FILE; the exit code is 1 if a key is dropped or a quad is another.

import { readFileSync } from 'node:fs';
import jsonld from 'jsonld';

const STANDARD = 'http://www.w3.org/ns/anno.jsonld';
const terms = JSON.parse(readFileSync(new URL('anno_terms.json', import.meta.url), 'utf8'));
const written = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const options = {
  safe: true, // refuses what would be dropped
  documentLoader: async address => {
    if (address !== STANDARD) throw new Error(`${address} is asked for`);
    return { contextUrl: null, documentUrl: address, document: terms };
  },
};
const quads = async one => (await jsonld.canonize(one, { ...options, algorithm: 'RDFC-1.0', format: 'application/n-quads' })).trim().split('\n');

const expanded = await jsonld.expand(written, options);
const compacted = await jsonld.compact(expanded, written['@context'], options);
const [before, after] = [await quads(written), await quads(compacted)];
const [collection] = expanded;
const AS = 'http://www.w3.org/ns/activitystreams#';
const own = collection[`${AS}first`]?.[0]?.[`${AS}items`]?.[0]?.['@list'] ?? [];
const different = before.filter(line => !after.includes(line));
for (const line of different.slice(0, 10)) console.log(line);
console.log(`jsonld: ${before.length - different.length} of ${before.length} quads, ${own.length} of ${written.total} annotations`);
process.exitCode = different.length || before.length !== after.length || own.length !== written.total ? 1 : 0;
