#!/usr/bin/env bash
# One would guess: `validate` returns null for a code that is not right, as its documentation says.
# True: it throws a RangeError for a code of as many characters but more bytes, such as digits typed full-width: a server that passes on what a
# person typed answers with an error instead of "wrong code".
# Version: otpauth 9.5.2, node 20.
# Source: the package itself, run below.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund otpauth@9.5.2 >/dev/null
cat > run.mjs <<'JS'
import { Secret, TOTP } from "otpauth";

const totp = new TOTP({ secret: Secret.fromBase32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), digits: 6 });
const answerTo = (token) => {
  try {
    return String(totp.validate({ token, window: 1, timestamp: 59_000 }));
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const answers = ["287082", "000000", "12345", "００００００"].map((token) => [token, answerTo(token)]);
for (const [token, answer] of answers) console.log(`${token} -> ${answer}`);
const [right, wrong, short, wide] = answers.map(([, answer]) => answer);
process.exit(right === "0" && wrong === "null" && short === "null" && wide.startsWith("RangeError") ? 0 : 1);
JS
node run.mjs
