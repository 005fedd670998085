// Lists the marks that PDF.js finds in a file: page, note and number of lines of each.
import { readFileSync } from "node:fs";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const data = new Uint8Array(readFileSync(process.argv[2]));
const document = await getDocument({ data, verbosity: 0 }).promise;
const found = [];
for (let number = 0; number < document.numPages; number++) {
  const page = await document.getPage(number + 1);
  for (const one of await page.getAnnotations())
    if (one.subtype === "Highlight" || one.subtype === "Text")
      found.push([number, one.contentsObj.str, (one.quadPoints?.length ?? 0) / 8]);
}
console.log(JSON.stringify(found));
process.exit(0);
