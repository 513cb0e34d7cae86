#!/usr/bin/env bash
# One would guess: xirr() gives a rate for each year, or at least days and a rate for each day that belong together.
# True: the rate is for one day, and `days` counts both ends, so (1 + rate)^days is not what 1,000 became but a day more.
# Version: node-irr 2.0.5, node 20. 1,000 on 2025-01-01 and 1,100 on 2026-01-01 are 365 days apart; it says 366.
# Source: the package itself, run below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node-irr@2.0.5 >/dev/null
cat > run.cjs <<'JS'
const { xirr } = require("node-irr");
const { version } = require("node-irr/package.json");

const { days, rate } = xirr([{ amount: -1000, date: "20250101" }, { amount: 1100, date: "20260101" }]);
const yearly = (1 + rate) ** 365;
const byDays = (1 + rate) ** days;
console.log(`node-irr ${version}: days ${days}, (1 + rate)^365 = ${yearly.toFixed(6)}, (1 + rate)^days = ${byDays.toFixed(6)}`);
process.exit(days === 366 && Math.abs(yearly - 1.1) < 1e-6 && byDays > 1.1002 ? 0 : 1);
JS
node run.cjs
