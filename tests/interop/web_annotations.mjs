// Counts how many quotes of an exported JSON file three other programs find on the page it holds.
// Usage: node web_annotations.mjs FILE; the exit code is 1 if one of them is not found.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { JSDOM } from 'jsdom';

const GLOBALS = ['window', 'document', 'HTMLElement', 'Element', 'Text', 'Range', 'Node', 'NodeFilter'];
const ANCHORING = 'app:///src/annotator/anchoring/html.ts';

/** Builds the part of Hypothesis' client that finds quotes, of the sources in its source map. */
async function hypothesis(folder) {
  const entry = createRequire(import.meta.url).resolve('hypothesis/package.json');
  const map = JSON.parse(readFileSync(join(dirname(entry), 'build/scripts/annotator.bundle.js.map')));
  const sources = new Map(map.sources.map((name, index) => [name, map.sourcesContent[index]]));
  const find = (path, importer) => {
    const base = path.startsWith('.')
      ? 'app://' + posix.join(posix.dirname(importer.slice('app://'.length)), path)
      : [...sources.keys()].find(name => name.includes(`/node_modules/${path}/`));
    return [base, `${base}.ts`, `${base}.js`].find(name => sources.has(name));
  };
  const outfile = join(folder, 'hypothesis.mjs');
  await build({
    entryPoints: [ANCHORING],
    bundle: true,
    format: 'esm',
    outfile,
    plugins: [
      {
        name: 'source map',
        setup(made) {
          made.onResolve({ filter: /.*/ }, one => {
            const path = one.importer ? find(one.path, one.importer) : one.path;
            return path ? { path, namespace: 'map' } : { path: one.path, namespace: 'none' };
          });
          made.onLoad({ filter: /.*/, namespace: 'map' }, one => ({ contents: sources.get(one.path), loader: 'ts' }));
          made.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: '' })); // types alone
        },
      },
    ],
  });
  return import(pathToFileURL(outfile).href);
}

/** Returns the words of a range as they are compared: without white space. */
const words = text => text.replace(/\s+/g, '');

async function main(file) {
  const collection = JSON.parse(readFileSync(file, 'utf8'));
  for (const name of GLOBALS) globalThis[name] = new JSDOM('').window[name];
  const [apache, recogito] = [await import('@apache-annotator/dom'), await import('@recogito/text-annotator')];
  const folder = mkdtempSync(join(tmpdir(), 'interop-'));
  const client = await hypothesis(folder).finally(() => rmSync(folder, { recursive: true }));
  const found = { 'apache-annotator': 0, recogito: 0, hypothesis: 0 };
  let total = 0;
  for (const article of collection.articles) {
    const { window } = new JSDOM(`<!doctype html><body>${article.html}</body>`);
    for (const name of GLOBALS) globalThis[name] = name === 'window' ? window : window[name];
    const body = window.document.body;
    const own = (collection.first?.items ?? []).filter(one => one.article === article.id);
    for (const one of own.filter(other => other.target.selector?.length === 2)) {
      const [quote] = one.target.selector;
      const check = (name, text) => {
        if (words(text) === words(quote.exact)) found[name] += 1;
        else console.log(`${name}: ${JSON.stringify(quote)} is ${JSON.stringify(text)}`);
      };
      total += 1;
      const match = apache.createTextQuoteSelectorMatcher(quote)(body);
      const { value: range } = await match.next();
      check('apache-annotator', range ? range.toString() : '');
      const { parsed, error } = recogito.W3CTextFormat(one.target.source, body).parse(one);
      if (error) console.log(`recogito: ${error}`);
      const [revived] = parsed ? recogito.reviveTarget(parsed.target, body).selector : [];
      check('recogito', revived ? revived.range.toString() : '');
      const place = await client.anchor(body, one.target.selector).catch(() => null);
      check('hypothesis', place ? place.toString() : '');
    }
  }
  for (const [name, count] of Object.entries(found)) console.log(`${name}: ${count} of ${total}`);
  return Object.values(found).every(count => count === total) && total > 0 ? 0 : 1;
}

process.exitCode = await main(process.argv[2]);
