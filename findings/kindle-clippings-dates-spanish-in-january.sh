#!/usr/bin/env bash
# In which month a highlight was made, after “My Clippings.txt” of a Kindle set to Spanish was read.
#
# Package:        @hadynz/kindle-clippings 2.0.9, from npm
# A good guess:   it says that it reads Kindles set to English, Spanish or French, and returns
#                 dateOfCreation for each: a date that it cannot read is missing or an error.
# What it does:   it takes the names of months to the JavaScript engine in their own language, with “de”
#                 between them, and what is not understood is January. Of the Spanish months only September,
#                 October and November begin as the English ones and come out right (its example is
#                 of September); all others are January, with the right day, year and time. The French
#                 months are all right.
# What follows:   the highlights of a year are in the wrong order, and nothing shows it but a library in
#                 which all was read in January. Read the line again for the month.
#
# Fails when this changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @hadynz/kindle-clippings@2.0.9

cat > probe.js <<'JAVASCRIPT'
const { readMyClippingsFile } = require("@hadynz/kindle-clippings");

const spanish = (month) =>
  `- La subrayado en la página 3 | posición 40-41 | Añadido el domingo, 3 de ${month} de 2020 10:12:10`;
const french = (month) =>
  `- Votre surlignement sur la page 3 | emplacement 40-41 | Ajouté le dimanche 3 ${month} 2020 10:12:10`;
const written = (months, line) =>
  months.map((month) => `A book (Anna Weber)\r\n${line(month)}\r\n\r\nwords\r\n==========\r\n`).join("");

for (const [months, line] of [
  ["enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", spanish],
  ["janvier février mars avril mai juin juillet août septembre octobre novembre décembre", french],
])
  readMyClippingsFile(written(months.split(" "), line)).forEach(({ type, dateOfCreation }, at) =>
    console.log(`3 ${months.split(" ")[at]} 2020: ${type} ${JSON.stringify(dateOfCreation)}`),
  );
JAVASCRIPT

TZ=UTC node probe.js | tee seen
diff - seen <<'SEEN'
3 enero 2020: HIGHLIGHT "2020-01-03T10:12:10.000Z"
3 febrero 2020: HIGHLIGHT "2020-01-03T10:12:10.000Z"
3 marzo 2020: HIGHLIGHT "2020-01-03T10:12:10.000Z"
3 abril 2020: HIGHLIGHT "2020-01-03T10:12:10.000Z"
3 mayo 2020: HIGHLIGHT "2020-01-03T10:12:10.000Z"
3 junio 2020: HIGHLIGHT "2020-01-03T10:12:10.000Z"
3 julio 2020: HIGHLIGHT "2020-01-03T10:12:10.000Z"
3 agosto 2020: HIGHLIGHT "2020-01-03T10:12:10.000Z"
3 septiembre 2020: HIGHLIGHT "2020-09-03T10:12:10.000Z"
3 octubre 2020: HIGHLIGHT "2020-10-03T10:12:10.000Z"
3 noviembre 2020: HIGHLIGHT "2020-11-03T10:12:10.000Z"
3 diciembre 2020: HIGHLIGHT "2020-01-03T10:12:10.000Z"
3 janvier 2020: HIGHLIGHT "2020-01-03T10:12:10.000Z"
3 février 2020: HIGHLIGHT "2020-02-03T10:12:10.000Z"
3 mars 2020: HIGHLIGHT "2020-03-03T10:12:10.000Z"
3 avril 2020: HIGHLIGHT "2020-04-03T10:12:10.000Z"
3 mai 2020: HIGHLIGHT "2020-05-03T10:12:10.000Z"
3 juin 2020: HIGHLIGHT "2020-06-03T10:12:10.000Z"
3 juillet 2020: HIGHLIGHT "2020-07-03T10:12:10.000Z"
3 août 2020: HIGHLIGHT "2020-08-03T10:12:10.000Z"
3 septembre 2020: HIGHLIGHT "2020-09-03T10:12:10.000Z"
3 octobre 2020: HIGHLIGHT "2020-10-03T10:12:10.000Z"
3 novembre 2020: HIGHLIGHT "2020-11-03T10:12:10.000Z"
3 décembre 2020: HIGHLIGHT "2020-12-03T10:12:10.000Z"
SEEN
