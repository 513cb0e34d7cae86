// npm run bench:documents: how long monthly statements take to be set as PDF and text, and the same statement printed through headless
// Chromium. How to read the answer: bench/README.md. One JSON line per row.
import { readdirSync, readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import type { Block, Frame, Layout } from "@/lib/documents/engine/blocks";
import { setAsPdf } from "@/lib/documents/engine/pdf";
import { setAsText } from "@/lib/documents/engine/text-twin";
import { loanStatement } from "@/lib/documents/templates/loan-statement";
import { d, toMoney } from "@/lib/money/money";
import { findBrowser } from "../scripts/browser";

const { values } = parseArgs({
  options: { statements: { type: "string", default: "1000" }, printed: { type: "string", default: "100" } },
});

const frame = (number: number): Frame => ({
  number,
  issuedOn: "2026-03-02",
  lender: {
    name: "Modern Lending (sandbox)",
    address: "100 Example Street, New York, NY 10001",
    phone: "(212) 555-0100",
    email: "help@modern-lending.example",
  },
  ledgerHead: { block: String(number), hash: "5e".repeat(32) },
});

/** A statement with a dozen transactions; names and amounts differ from one to the next. */
function layoutOf(number: number): Layout {
  const principal = toMoney(d("5000.00").plus(number));
  const entries = Array.from({ length: 6 }, (_, at) => [
    entry(at, "Interest charged for payment", "50.00", "0.00"),
    entry(at, "Your payment", "-50.00", "-416.67"),
  ]).flat();
  return loanStatement.layout(
    loanStatement.read({
      borrower: { name: `Borrower ${number}`, email: `borrower-${number}@example.com` },
      loan: { number, annualRate: "0.12", disbursedOn: "2026-01-02" },
      period: { name: "February 2026", from: "2026-02-01", to: "2026-02-28" },
      opening: { interest: "0.00", principal },
      closing: { interest: "0.00", principal: toMoney(d(principal).minus("2500.02")) },
      entries,
      paid: { interest: "300.00", principal: "2500.02" },
      due: {
        asOf: "2026-03-02",
        next: { dueOn: "2026-03-02", amount: "466.67", interest: "50.00", principal: "416.67" },
        pastDue: "0.00",
        daysPastDue: 0,
        onItsWay: "0.00",
        isAutopay: number % 2 === 0,
      },
    }),
  );
}

function entry(at: number, description: string, interest: string, principal: string) {
  return { on: `2026-02-0${at + 1}`, description, interest, principal, transactionId: String(1000 + at) };
}

async function ours(count: number) {
  await setAsPdf(layoutOf(0), frame(0)); // fonts are read once per process
  const begin = performance.now();
  const cpu = process.cpuUsage();
  let bytes = 0;
  const rss: number[] = [];
  for (let number = 1; number <= count; number++) {
    const layout = layoutOf(number);
    bytes += (await setAsPdf(layout, frame(number))).length + setAsText(layout, frame(number)).length;
    if (number % Math.ceil(count / 10) === 0) rss.push(Math.ceil(process.memoryUsage().rss / 1024 / 1024));
  }
  const used = process.cpuUsage(cpu);
  return {
    row: "statements",
    count,
    seconds: rounded((performance.now() - begin) / 1000),
    cpuSeconds: rounded((used.user + used.system) / 1e6),
    mebibytes: Math.round(bytes / 1024 / 1024),
    rssMiB: rss, // ten times along the way
  };
}

async function printed(count: number) {
  const { executablePath, args } = await findBrowser();
  const server = await chromium.launchServer({ executablePath, args });
  const pid = server.process().pid!;
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const page = await browser.newPage();
    await page.setContent(html(layoutOf(0)));
    await page.pdf({ format: "Letter", tagged: true });
    const [begin, cpu] = [performance.now(), cpuSecondsOf(pid)];
    for (let number = 1; number <= count; number++) {
      await page.setContent(html(layoutOf(number)));
      await page.pdf({ format: "Letter", tagged: true });
    }
    return {
      row: "printed through Chromium",
      count,
      seconds: rounded((performance.now() - begin) / 1000),
      cpuSeconds: rounded(cpuSecondsOf(pid) - cpu), // of the browser, without the program that drives it
    };
  } finally {
    await server.close();
  }
}

const TICKS_PER_SECOND = 100;

/** Processor time of a process and all that it started, as Linux counts it. */
function cpuSecondsOf(root: number): number {
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, "utf8")
          .replace(/^.*\) /, "")
          .split(" ");
        return [
          { pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) },
        ];
      } catch {
        return []; // it has ended
      }
    });
  const family = new Set([root]);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
  }
  return processes.reduce((sum, { pid, ticks }) => sum + (family.has(pid) ? ticks : 0), 0) / TICKS_PER_SECOND;
}

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const cells = (row: readonly string[], tag: string) =>
  row.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join("");

function html({ title, addressee, references, blocks }: Layout): string {
  const facts = references.map(({ label, value }) => `<tr>${cells([label, value], "td")}</tr>`).join("");
  return `<!doctype html><html lang="en"><title>${escape(title)}</title><style>body{font:9.5pt Helvetica}table{width:100%}</style>
    <h1>${escape(title)}</h1><p>${addressee.map(escape).join("<br>")}</p><table>${facts}</table>${blocks.map(htmlOf).join("")}</html>`;
}

function htmlOf(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h2>${escape(block.text)}</h2>`;
    case "paragraph":
      return `<p>${escape(block.text)}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${escape(item)}</li>`).join("")}</ul>`;
    case "facts":
      return `<table>${block.rows.map(({ label, value }) => `<tr>${cells([label, value], "td")}</tr>`).join("")}</table>`;
    case "table":
      return `<table><tr>${cells(
        block.columns.map(({ title }) => title),
        "th",
      )}</tr>${block.rows.map((row) => `<tr>${cells(row.cells, "td")}</tr>`).join("")}</table>`;
    case "notice":
      return `<p><strong>${escape(block.title)}</strong> ${escape(block.text)}</p>`;
  }
}

const rounded = (x: number) => Number(x.toFixed(2));

const own = await ours(Number(values.statements));
console.log(JSON.stringify(own));
const other = await printed(Number(values.printed));
console.log(JSON.stringify(other));
const ratio = (of: "seconds" | "cpuSeconds") => rounded(other[of] / other.count / (own[of] / own.count));
console.log(
  JSON.stringify({ row: "ratio per document", seconds: ratio("seconds"), cpuSeconds: ratio("cpuSeconds") }),
);
