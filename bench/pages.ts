// npm run bench:pages -- [--against ../other-checkout] [--seconds 5] [--rounds 2] [--only /investor,/admin] [--loans 100000]: how many
// signed-in pages per second the web server serves on the seeded book, or on a book of so many loans, by turns with another checkout.
// Prints one JSON line per page and checkout. How to read it: bench/README.md.
import { cpus } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ADMINISTRATOR } from "../prisma/seed/people";
import { median, table } from "./measure";
import { sizeOf, visit, type Visits } from "./page-visits";
import { descendantsOf } from "./process-usage";
import { startProduct, type Page, type Product } from "./start-product";

const CONNECTIONS = [10, 20];
const WARM_UP_SECONDS = 2;

const { values } = parseArgs({
  options: {
    against: { type: "string" },
    seconds: { type: "string", default: "5" },
    rounds: { type: "string", default: "2" },
    only: { type: "string" },
    loans: { type: "string" },
  },
});
const [investor, borrower] = values.loans
  ? ["usr_i1@example.com", "usr_b1@example.com"]
  : ["brittany@example.com", "art@example.com"];
const PAGES: Page[] = [
  ["/investor", investor],
  ["/borrower", borrower],
  ["/borrower/loans/[id]", borrower],
  ["/admin", ADMINISTRATOR.email],
  ["/admin/loans", ADMINISTRATOR.email],
  ["/admin/payments", ADMINISTRATOR.email],
  ["/admin/ledger", ADMINISTRATOR.email],
];
const seconds = Number(values.seconds);
const chosen = values.only?.split(",");
const checkouts = [...(values.against ? [resolve(values.against)] : []), process.cwd()];

type Row = Visits & { checkout: string; page: string; connections: number; html: number; wire: number };

console.error(
  `${cpus().length} cores (${cpus()[0]?.model}), shared by all processes. Node ${process.version}.`,
);
const products: Product[] = [];
try {
  for (const checkout of checkouts)
    products.push(await startProduct(checkout, PAGES, Number(values.loans ?? 0))); // in turn: a seed takes all cores
  const rows: Row[] = [];
  for (const [page] of PAGES.filter(([each]) => chosen?.includes(each) ?? true))
    for (const connections of CONNECTIONS) rows.push(...(await measure(page, connections)));
  if (products.length > 1) console.error(compared(rows));
} finally {
  for (const { stop } of products) await stop();
}

/** A page with so many connections, in each checkout by turns. */
async function measure(page: string, connections: number): Promise<Row[]> {
  const runs = new Map<Product, Visits[]>(products.map((product) => [product, []]));
  for (const product of products) await look(product, page, connections, WARM_UP_SECONDS);
  for (let round = 0; round < Number(values.rounds); round++)
    for (const product of round % 2 ? [...products].reverse() : products)
      runs.get(product)!.push(await look(product, page, connections, seconds));
  const rows: Row[] = [];
  for (const product of products) {
    const of = (name: keyof Visits) => rounded(median(runs.get(product)!.map((run) => run[name])));
    const { url, cookie } = product.addresses.get(page)!;
    const row: Row = {
      checkout: product.checkout,
      page,
      connections,
      perSecond: of("perSecond"),
      p50: of("p50"),
      p95: of("p95"),
      webCpuMs: of("webCpuMs"),
      allCpuMs: of("allCpuMs"),
      ...(await sizeOf(url, cookie)),
    };
    console.log(JSON.stringify({ bench: "pages", ...row }));
    rows.push(row);
  }
  return rows;
}

function look(product: Product, page: string, connections: number, forSeconds: number): Promise<Visits> {
  const processes = descendantsOf(product.pid);
  const web = processes.filter(({ command }) => /serve\.js/.test(command));
  return visit({
    ...product.addresses.get(page)!,
    connections,
    seconds: forSeconds,
    web: web.map(({ pid }) => pid),
    all: processes.map(({ pid }) => pid),
  });
}

function compared(rows: Row[]): string {
  const mine = rows.filter(({ checkout }) => checkout === "this one");
  return table(
    mine.map((now) => {
      const isSame = (row: Row) => row.page === now.page && row.connections === now.connections;
      const before = rows.find((row) => row !== now && isSame(row))!;
      return {
        page: now.page,
        connections: now.connections,
        "pages/s before": before.perSecond,
        now: now.perSecond,
        ratio: now.perSecond / before.perSecond,
        "p95 ms before": before.p95,
        "p95 ms": now.p95,
        "web CPU ms before": before.webCpuMs,
        "web CPU ms": now.webCpuMs,
        "CPU ratio": before.webCpuMs / now.webCpuMs,
        "HTML bytes before": before.html,
        "HTML bytes": now.html,
      };
    }),
  );
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
