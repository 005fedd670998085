#!/usr/bin/env bash
# What the position of an annotation is after it was stored as RDF and written as JSON-LD again.
#
# Packages:       jsonld 9.0.0 from npm, PyLD 3.3.0
# A good guess:   a W3C Web Annotation comes back as it was: with useNativeTypes, numbers are numbers, and
#                 the context declares what start and end are, so that compacting can leave the type out.
# What they do:   only xsd:integer, xsd:double and xsd:boolean are made native. The context of the
#                 standard declares start and end as xsd:nonNegativeInteger: they come back as strings,
#                 "28" and "39", with no type beside them, for the context says it. Without the way over
#                 RDF the same document returns numbers.
# What follows:   in JavaScript "28" + 5 is "285", and "9" is not less than "28"; a reader that wants
#                 numbers takes the selector for an invalid one. Convert positions when they are read.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet 'PyLD==3.3.0'
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund jsonld@9.0.0

cat > selector.json <<'JSON'
{
  "@context": {
    "oa": "http://www.w3.org/ns/oa#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "type": "@type", "TextPositionSelector": "oa:TextPositionSelector",
    "start": { "@id": "oa:start", "@type": "xsd:nonNegativeInteger" },
    "end": { "@id": "oa:end", "@type": "xsd:nonNegativeInteger" },
    "lines": "urn:example:lines"
  },
  "type": "TextPositionSelector", "start": 28, "end": 39, "lines": 2
}
JSON

cat > probe.js <<'JAVASCRIPT'
const jsonld = require("jsonld");

const selector = require("./selector.json");
const context = selector["@context"];
const show = (way, { start, end, lines }) => console.log(way, JSON.stringify({ start, end, lines }));
(async () => {
  show("jsonld, expanded and compacted:", await jsonld.compact(await jsonld.expand(selector), context));
  const stored = await jsonld.fromRDF(await jsonld.toRDF(selector), { useNativeTypes: true });
  show("jsonld, over RDF:", await jsonld.compact(stored, context));
})();
JAVASCRIPT

cat > probe.py <<'PYTHON'
import json

from pyld import jsonld

with open("selector.json") as file:
    selector = json.load(file)
stored = jsonld.from_rdf(jsonld.to_rdf(selector), {"useNativeTypes": True})
found = jsonld.compact(stored, selector["@context"])
print("PyLD, over RDF:", json.dumps({name: found[name] for name in ("start", "end", "lines")}))
PYTHON

{ node probe.js; venv/bin/python probe.py; } | tee seen
diff - seen <<'SEEN'
jsonld, expanded and compacted: {"start":28,"end":39,"lines":2}
jsonld, over RDF: {"start":"28","end":"39","lines":2}
PyLD, over RDF: {"start": "28", "end": "39", "lines": 2}
SEEN
