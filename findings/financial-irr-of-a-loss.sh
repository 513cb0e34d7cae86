#!/usr/bin/env bash
# One would guess: the IRR of an investment of 100 that brings back 10 after one period is -90%.
# True: irr() of the port of numpy-financial answers Infinity there, and -90% only when given a starting guess near it.
# Version: financial 0.2.4, node 20.
# Source: the package itself, run below; 100 x (1 - 0.9) = 10 is the definition.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund financial@0.2.4 >/dev/null
cat > run.mjs <<'JS'
import { readFileSync } from "node:fs";
import { irr } from "financial";

const version = JSON.parse(readFileSync("node_modules/financial/package.json", "utf8")).version;
const answer = irr([-100, 10]);
const guided = irr([-100, 10], -0.85);
console.log(`financial ${version}: irr([-100, 10]) = ${answer}, with the guess -0.85 = ${guided}`);
process.exit(answer === Infinity && Math.abs(guided + 0.9) < 1e-6 ? 0 : 1);
JS
node run.mjs
