"""Defines the style sheet of exported pages: light, dark and print."""

STYLE = """\
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --ink: #26221d; --muted: #6f665b; --line: #ddd6ca; --link: #9a4a16;
  --yellow: #ffe9a0; --green: #cdeac0; --blue: #c9e2f7; --pink: #f9d3e1;
  --purple: #e0d3f6; --orange: #ffd9b0; --red: #f9c9c2; --grey: #dedad3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1d1b19; --ink: #e4ddd2; --muted: #9d9386; --line: #3a352f; --link: #e08a55;
    --yellow: #5d4e17; --green: #38502a; --blue: #24475c; --pink: #5c2f40;
    --purple: #4a3766; --orange: #673f17; --red: #6b2a24; --grey: #4a4642;
  }
}
body { margin: 0 auto; max-width: 42rem; padding: 2rem 1.25rem 4rem; background: var(--paper);
  color: var(--ink); font: 1.0625rem/1.55 Georgia, "Noto Serif", serif; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; }
a { color: var(--link); }
img { max-width: 100%; height: auto; }
pre { overflow-x: auto; white-space: pre-wrap; }
pre, code, kbd, samp { font-family: ui-monospace, "Noto Sans Mono", monospace; font-size: 0.9em; }
table { border-collapse: collapse; display: block; overflow-x: auto; }
td, th { border: 1px solid var(--line); padding: 0.25em 0.6em; text-align: start; }
blockquote { margin-inline: 0; padding-inline-start: 1em; border-inline-start: 3px solid var(--line); }
.about, .missing { color: var(--muted); font-size: 0.875em; }
mark { color: inherit; background: var(--yellow); border-radius: 2px; }
.postil-noteref { font-size: 0.7em; line-height: 0; }
.postil-noteref a { text-decoration: none; padding-inline: 0.15em; }
.postil-notes { margin-top: 3rem; border-top: 1px solid var(--line); }
.postil-notes aside { margin-block: 1.5rem; }
.swatch { color: var(--ink); border-radius: 2px; padding-inline: 0.3em; }
.yellow { background: var(--yellow); } .green { background: var(--green); }
.blue { background: var(--blue); } .pink { background: var(--pink); }
.purple { background: var(--purple); } .orange { background: var(--orange); }
.red { background: var(--red); } .grey { background: var(--grey); }
@media print {
  :root { --paper: #fff; --ink: #000; --muted: #444; --line: #bbb; --link: #000;
    --yellow: #ffe9a0; --green: #cdeac0; --blue: #c9e2f7; --pink: #f9d3e1;
    --purple: #e0d3f6; --orange: #ffd9b0; --red: #f9c9c2; --grey: #dedad3; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  mark, .swatch { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  h1, h2, h3 { break-after: avoid; }
  figure, img, .postil-notes aside { break-inside: avoid; }
}
"""
