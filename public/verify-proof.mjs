// Verifies a proof of your balances that you downloaded: node verify-proof.mjs FILE [FINGERPRINT]
// It needs nothing but this file, asks nobody, and runs in a browser too: import { verifyProof } from "./verify-proof.mjs".
const FORMAT = "modern-lending-proof/1";
const HASH = /^[0-9a-f]{64}$/;

const check = (isTrue, sentence) => {
  if (!isTrue) throw new Error(sentence);
};

/** What the file proves, in sentences; throws an error that names what does not match. */
export async function verifyProof(file, published) {
  check(file !== null && typeof file === "object", "file: it is not a proof.");
  const { format, businessDate, head, root, cash, fingerprint, owner, accounts, leaves } = file;
  check(format === FORMAT, `format: this program reads ${FORMAT}.`);
  check(/^(investor|borrower):[\w-]+$/.test(owner), "owner: not a customer.");
  checkNode(root, "root");
  const seen = await sha256("proof", businessDate, head?.block, head?.hash, ...written(root), cash);
  check(seen === fingerprint, "fingerprint: it is not that of this date, head, root and cash.");
  check(
    [undefined, seen].includes(published),
    "fingerprint: another one was published. This is another tree.",
  );
  const own = await checkAccounts(owner, accounts);
  check(own.claims === cents(file.claims, "claims"), "claims: they are not the sum of your entries.");
  check(own.debts === cents(file.debts, "debts"), "debts: they are not the sum of your entries.");
  await checkLeaves(leaves, { owner, root, own });
  const inCash = cash.startsWith("-") ? -cents(cash.slice(1), "cash") : cents(cash, "cash");
  const assets = inCash + cents(root.debts, "root");
  const missing = cents(root.claims, "root") - assets;
  check(
    missing <= 0n,
    `root: claims of ${root.claims} exceed cash and loans by ${missing > 0n && dollars(missing)}.`,
  );
  return [
    `Your claims of ${file.claims} and debts of ${file.debts} on ${businessDate} are counted in the totals.`,
    `All customers together are owed ${root.claims}. Cash of ${cash} and loans of ${root.debts} cover that.`,
    `Compare the fingerprint ${fingerprint} with the one that is published for block ${head.block}.`,
  ];
}

/** Your entries add up to your balances, and every one of them goes into the digest of your leaves. */
async function checkAccounts(owner, accounts) {
  check(Array.isArray(accounts) && accounts.length > 0, "accounts: there are none.");
  const own = { claims: 0n, debts: 0n };
  const lines = [];
  for (const { code, entries } of accounts) {
    check(String(code).startsWith(`${owner}:`) && Array.isArray(entries), `accounts: ${code} is not yours.`);
    const owed = entries.reduce((sum, { version, side, amount }) => {
      check(["credit", "debit"].includes(side), `accounts: entry ${version} of ${code} has no side.`);
      const size = cents(amount, `accounts: entry ${version} of ${code}`);
      return side === "credit" ? sum + size : sum - size;
    }, 0n);
    own[owed > 0n ? "claims" : "debts"] += owed > 0n ? owed : -owed;
    const rows = entries.map((e) => [e.version, e.transaction, e.on, e.side, e.amount].join("|"));
    lines.push(`${code}|${await sha256(rows.join("\n"))}`);
  }
  return { ...own, digest: await sha256(lines.join("\n")) };
}

/** Each leaf leads to the root past its neighbors, and together the leaves are all that you are owed and owe. */
async function checkLeaves(leaves, { owner, root, own }) {
  check(Array.isArray(leaves) && leaves.length > 0, "leaves: there are none.");
  const total = { claims: 0n, debts: 0n };
  for (const [index, { salt, part, claims, debts, path }] of leaves.entries()) {
    const name = `leaves: leaf ${index + 1} of ${leaves.length}`;
    check(
      part === `${index + 1}/${leaves.length}` && Array.isArray(path),
      `${name} is not the one that it says.`,
    );
    let node = { hash: await sha256("leaf", salt, owner, part, claims, debts, own.digest), claims, debts };
    checkNode(node, name);
    total.claims += cents(claims, name);
    total.debts += cents(debts, name);
    for (const [step, neighbor] of path.entries()) {
      checkNode(neighbor, `${name}, step ${step + 1}`);
      check(["left", "right"].includes(neighbor.side), `${name}, step ${step + 1}: it has no side.`);
      const [left, right] = neighbor.side === "left" ? [neighbor, node] : [node, neighbor];
      const sum = (key) => dollars(cents(left[key], name) + cents(right[key], name));
      const hash = await sha256("node", ...written(left), ...written(right));
      node = { hash, claims: sum("claims"), debts: sum("debts") };
    }
    check(
      `${written(node)}` === `${written(root)}`,
      `${name} does not lead to the root: a balance or a neighbor differs.`,
    );
  }
  check(
    total.claims === own.claims && total.debts === own.debts,
    "leaves: they are not all of your balances.",
  );
}

function checkNode(node, name) {
  check(HASH.test(node?.hash), `${name}: it has no hash.`);
  for (const key of ["claims", "debts"]) cents(node[key], name);
}

/** Never below zero: a negative sum in the tree could hide somebody's claim. */
function cents(amount, name) {
  check(/^(0|[1-9]\d{0,14})\.\d{2}$/.test(amount), `${name}: ${amount} is not an amount of 0.00 or more.`);
  return BigInt(amount.replace(".", ""));
}

const dollars = (all) => `${all / 100n}.${String(all % 100n).padStart(2, "0")}`;
const written = ({ hash, claims, debts }) => [hash, claims, debts];

async function sha256(...parts) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(parts.join("|")));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

if (globalThis.process?.argv[1]?.endsWith("verify-proof.mjs")) {
  try {
    const { readFileSync } = await import("node:fs");
    const [path, published] = process.argv.slice(2);
    console.log((await verifyProof(JSON.parse(readFileSync(path, "utf8")), published)).join("\n"));
  } catch (error) {
    console.error(`This proof does not hold. ${error.message}`);
    process.exitCode = 1;
  }
}
