// Reads notes as Logseq, remark, js-yaml and Obsidian read them, and compares with what they are to say.
// Usage: node notes.mjs FOLDER; the exit code is 1 if one is read as something else.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import mldoc from 'mldoc';
import { remark } from 'remark';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';

const CONFIG = JSON.stringify({
  toc: false,
  parse_outline_only: false,
  heading_number: false,
  keep_line_break: true,
  format: 'Markdown',
  heading_to_list: false,
  exporting_keep_properties: true,
  inline_type_with_pos: false,
  inline_skip_macro: false,
  export_md_indent_style: 'spaces',
  export_md_remove_options: [],
  hiccup_in_block: true,
  enable_drawers: true,
});
const OBSIDIAN_TAG = /^(?=.*[^\d/])[\p{L}\p{N}\p{M}\p{Pc}\p{Extended_Pictographic}/-]+$/u;

/** Returns text as it is compared: without white space. */
const bare = text => text.replace(/\s+/gu, '');
const found = [];
const counts = {};

/** Notes a difference, or that there is none. */
function check(program, what, is, should) {
  const [had, wanted] = [JSON.stringify(is), JSON.stringify(should)];
  counts[program] ??= [0, 0];
  counts[program][1] += 1;
  if (had === wanted) counts[program][0] += 1;
  else found.push(`${program}: ${what} is ${had}, not ${wanted}`);
}

/** Returns the words of inline nodes of mldoc; anything but words and plain links is named. */
function inline(nodes) {
  return nodes
    .map(([kind, value]) => {
      if (kind === 'Plain' || kind === 'Code') return value;
      if (kind === 'Break_Line' || kind === 'Hard_Break_Line') return '\n';
      if (kind === 'Link' && value.url[0] === 'Complex') return `${value.url[1].protocol}://${value.url[1].link}`;
      return `{${kind}}`;
    })
    .join('');
}

function readLogseq(text, note) {
  const blocks = JSON.parse(mldoc.Mldoc.parseJson(text, CONFIG)).map(([block]) => block);
  const [[kind, properties]] = blocks;
  check('mldoc', 'the first block', kind, 'Property_Drawer');
  const known = Object.fromEntries(properties.map(([name, value]) => [name.toLowerCase(), value]));
  check('mldoc', 'author', known.author, note.author);
  check('mldoc', 'published', known.published, note.published);
  const outermost = blocks.filter(([name, value]) => name === 'Heading' && value.level === 1 && value.title.length && value.size);
  check('mldoc', 'headings', outermost.map(([, value]) => inline(value.title)), ['Highlights', 'Text']);
  const ids = blocks
    .filter(([name]) => name === 'Property_Drawer')
    .flatMap(([, value]) => value.filter(([key]) => key === 'id').map(([, id]) => id));
  for (const one of note.highlights) {
    check('mldoc', `the id ${one.id}`, ids.filter(id => id === one.id).length, 1);
    const at = blocks.findIndex(([name, value]) => name === 'Property_Drawer' && value.some(([, id]) => id === one.id));
    const [quote, content] = blocks[at - 1] ?? ['nothing', []];
    check('mldoc', `the block above ${one.id}`, quote, 'Quote');
    const words = quote === 'Quote' ? content.map(([name, nodes]) => (name === 'Paragraph' ? inline(nodes) : `{${name}}`)) : [];
    check('mldoc', `the quote of ${one.id}`, bare(words.join('')), bare(one.quote));
    const [, heading] = blocks[at - 2] ?? ['', {}];
    check('mldoc', `the marker of ${one.id}`, heading.marker ?? null, null);
    const tags = (blocks[at]?.[1] ?? []).filter(([name]) => name === 'tags').flatMap(([, , links]) => links);
    check('mldoc', `links of tags of ${one.id}`, tags.every(([name, link]) => name === 'Link' && link.url[0] === 'Page_ref'), true);
  }
}

/** Returns the words of a node of remark's tree. */
const words = node => node.value ?? (node.type === 'break' ? '\n' : (node.children ?? []).map(words).join(''));

function readMarkdown(text, note, name) {
  const tree = remark().use(remarkFrontmatter).use(remarkGfm).parse(text);
  const [front, title, ...rest] = tree.children;
  check('remark', 'the first block', front.type, 'yaml');
  const known = load(front.value);
  for (const key of ['title', 'author', 'published']) check('js-yaml', key, known[key], note[key]);
  if (name === 'obsidian') for (const tag of known.tags) check('Obsidian', `the tag ${tag}`, OBSIDIAN_TAG.test(tag), true);
  else check('js-yaml', 'tags', known.tags, note.tags);
  check('remark', 'the title', [title.type, title.depth, bare(words(title))], ['heading', 1, bare(note.title)]);
  const html = tree.children.filter(node => node.type === 'html');
  check('remark', 'HTML', html.map(node => node.value.slice(0, 11)), ['<!-- postil', '<!-- Postil']);
  const quotes = rest.filter(node => node.type === 'blockquote').map(node => bare(words(node)));
  for (const one of note.highlights) {
    check('remark', `the quote of ${one.id}`, quotes.includes(bare(one.quote)), true);
    check('remark', `the link of ${one.id}`, text.split(`(postil://annotation/${one.id}`).length, 2);
  }
  if (name === 'obsidian') readObsidian(text, note);
}

/** Looks at lines as Obsidian does for ids of blocks, comments and tags. */
function readObsidian(text, note) {
  const lines = text.split('\n');
  for (const one of note.highlights) {
    const at = lines.indexOf(`^${one.id}`);
    check('Obsidian', `what stands around the id ${one.id}`, [lines[at - 1], lines[at + 1]], ['', '']);
    check('Obsidian', `what the id ${one.id} is of`, lines[at - 2]?.startsWith('>'), true);
    check('Obsidian', `the other ids ${one.id}`, text.split(`^${one.id}`).length, 2);
  }
  const quoted = lines.filter(line => line.startsWith('> '));
  check('Obsidian', 'comments, marks and formulas in quotes', quoted.filter(line => /(?<!\\)(%%|==|\$)/u.test(line)), []);
  check('Obsidian', 'tags and links in quotes', quoted.filter(line => /(?<=\s)#\S|(?<!\\)\[\[/u.test(line)), []);
  const marks = lines.filter(line => line.includes('](postil://annotation/'));
  for (const tag of marks.flatMap(line => line.match(/(?<=\s)#\S+/gu) ?? [])) check('Obsidian', tag, OBSIDIAN_TAG.test(tag.slice(1)), true);
}

for (const name of ['plain', 'obsidian', 'joplin', 'logseq']) {
  const folder = join(process.argv[2], name);
  for (const note of JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))) {
    const text = readFileSync(join(folder, note.file), 'utf8');
    if (name === 'logseq') readLogseq(text, note);
    else readMarkdown(text, note, name);
  }
}
for (const line of found) console.log(line);
for (const [program, [right, all]] of Object.entries(counts)) console.log(`${program}: ${right} of ${all}`);
process.exitCode = found.length ? 1 : 0;
