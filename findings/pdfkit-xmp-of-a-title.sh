#!/usr/bin/env bash
# One would guess: a PDF made as PDF/A carries its title in metadata that an XML parser can read, whatever the title says.
# True: the title goes into the XMP metadata as it is, so "Terms & conditions" makes a packet that is not well-formed XML.
# Version: pdfkit 0.20.2 with subset PDF/A-2b, saxes 6.0.0 as the parser, node 20.
# Source: the packages themselves, run below; XMP (ISO 16684-1) is RDF in XML, where an ampersand is written as an entity.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund pdfkit@0.20.2 saxes@6.0.0 >/dev/null
cat > run.mjs <<'JS'
import { readFileSync } from "node:fs";
import PDFDocument from "pdfkit";
import { SaxesParser } from "saxes";

async function packetOf(title) {
  const document = new PDFDocument({ pdfVersion: "1.7", subset: "PDF/A-2b", compress: false, info: { Title: title } });
  const parts = [];
  document.on("data", (part) => parts.push(part));
  await new Promise((done) => { document.on("end", done); document.end(); });
  return Buffer.concat(parts).toString("latin1").match(/<x:xmpmeta[\s\S]*?<\/x:xmpmeta>/)[0];
}
function isWellFormed(xml) {
  let isGood = true;
  const parser = new SaxesParser();
  parser.on("error", () => (isGood = false));
  parser.write(xml).close();
  return isGood;
}
const [plain, ampersand] = [await packetOf("Terms and conditions"), await packetOf("Terms & conditions")];
const version = JSON.parse(readFileSync("node_modules/pdfkit/package.json", "utf8")).version;
const [plainGood, good] = [isWellFormed(plain), isWellFormed(ampersand)];
console.log(`pdfkit ${version}: metadata well-formed for "Terms and conditions": ${plainGood}, for "Terms & conditions": ${good}`);
process.exit(plainGood && !good ? 0 : 1);
JS
node run.mjs
