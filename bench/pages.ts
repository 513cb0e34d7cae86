// npm run bench:pages -- [--against ../other-checkout] [--seconds 5] [--rounds 2] [--only /investor,/admin]: how many signed-in
// pages per second the web server serves on the seeded book, by turns with another checkout. Prints one JSON line per page and
// checkout. How to read it: bench/README.md.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { addressOf } from "../e2e/pages";
import { ADMINISTRATOR, PASSWORD } from "../prisma/seed/people";
import { median, table } from "./measure";
import { sizeOf, visit, type Visits } from "./page-visits";
import { descendantsOf } from "./process-usage";
import { signIn } from "./sign-in";

const BRITTANY = "brittany@example.com";
const ART = "art@example.com";
const PAGES: [page: string, email: string][] = [
  ["/investor", BRITTANY],
  ["/borrower", ART],
  ["/borrower/loans/[id]", ART],
  ["/admin", ADMINISTRATOR.email],
  ["/admin/loans", ADMINISTRATOR.email],
  ["/admin/payments", ADMINISTRATOR.email],
  ["/admin/ledger", ADMINISTRATOR.email],
];
const CONNECTIONS = [10, 20];
const WARM_UP_SECONDS = 2;

const { values } = parseArgs({
  options: {
    against: { type: "string" },
    seconds: { type: "string", default: "5" },
    rounds: { type: "string", default: "2" },
    only: { type: "string" },
  },
});
const seconds = Number(values.seconds);
const chosen = values.only?.split(",");
const checkouts = [...(values.against ? [resolve(values.against)] : []), process.cwd()];

type Product = {
  checkout: string;
  child: ChildProcess;
  url: string;
  cookies: Map<string, string>;
  paths: Map<string, string>;
  web: number[];
  all: number[];
};
type Row = Visits & { checkout: string; page: string; connections: number; html: number; wire: number };

for (const checkout of checkouts)
  if (!existsSync(join(checkout, process.env.NEXT_DIST_DIR ?? ".next", "BUILD_ID"))) {
    console.error(`There is no build in ${checkout} yet. Run npm run build there first.`);
    process.exit(1);
  }
console.error(
  `${cpus().length} cores (${cpus()[0]?.model}), shared by all processes. Node ${process.version}.`,
);
const products: Product[] = [];
try {
  for (const checkout of checkouts) products.push(await start(checkout)); // one after another: a seed takes all cores
  const rows: Row[] = [];
  for (const [page] of PAGES.filter(([each]) => chosen?.includes(each) ?? true))
    for (const connections of CONNECTIONS) rows.push(...(await measure(page, connections)));
  report(rows);
} finally {
  for (const { child } of products) await stop(child);
}

async function start(checkout: string): Promise<Product> {
  const program = join(import.meta.dirname, "pages-product.ts");
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", program], {
    cwd: checkout,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const { url, ownerUrl } = await new Promise<{ url: string; ownerUrl: string }>((ready, failed) => {
    child.once("message", (message) => ready(message as { url: string; ownerUrl: string }));
    child.once("exit", (code) => failed(new Error(`${checkout} did not start (exit status ${code}).`)));
  });
  const database = new pg.Client({ connectionString: ownerUrl });
  await database.connect();
  const paths = new Map<string, string>();
  for (const [page, email] of PAGES)
    paths.set(page, await addressOf(database, page, { email, isOwn: email !== ADMINISTRATOR.email }));
  await database.end();
  const cookies = new Map<string, string>();
  for (const email of new Set(PAGES.map(([, each]) => each)))
    cookies.set(email, await signIn(url, email, PASSWORD));
  const processes = descendantsOf(child.pid!);
  const web = processes.filter(({ command }) => /serve\.js/.test(command)).map(({ pid }) => pid);
  return { checkout, child, url, cookies, paths, web, all: processes.map(({ pid }) => pid) };
}

/** A page with so many connections, in each checkout by turns. */
async function measure(page: string, connections: number): Promise<Row[]> {
  const runs = new Map<Product, Visits[]>(products.map((product) => [product, []]));
  for (const product of products) await look(product, page, connections, WARM_UP_SECONDS);
  for (let round = 0; round < Number(values.rounds); round++)
    for (const product of round % 2 ? [...products].reverse() : products)
      runs.get(product)!.push(await look(product, page, connections, seconds));
  return Promise.all(
    products.map(async (product) => {
      const of = (name: keyof Visits) => round2(median(runs.get(product)!.map((run) => run[name])));
      const row: Row = {
        checkout: product.checkout === process.cwd() ? "this one" : product.checkout,
        page,
        connections,
        perSecond: of("perSecond"),
        p50: of("p50"),
        p95: of("p95"),
        webCpuMs: of("webCpuMs"),
        allCpuMs: of("allCpuMs"),
        ...(await sizeOf(addressIn(product, page), cookieFor(product, page))),
      };
      console.log(JSON.stringify({ bench: "pages", ...row }));
      return row;
    }),
  );
}

function look(product: Product, page: string, connections: number, forSeconds: number): Promise<Visits> {
  const { web, all } = product;
  const [url, cookie] = [addressIn(product, page), cookieFor(product, page)];
  return visit({ url, cookie, connections, seconds: forSeconds, web, all });
}

function addressIn({ url, paths }: Product, page: string): string {
  return `${url}${paths.get(page)}`;
}

function cookieFor({ cookies }: Product, page: string): string {
  return cookies.get(PAGES.find(([each]) => each === page)![1])!;
}

function report(rows: Row[]) {
  if (checkouts.length === 1) return;
  const mine = rows.filter(({ checkout }) => checkout === "this one");
  console.error(
    table(
      mine.map((now) => {
        const before = rows.find(
          (row) => row !== now && row.page === now.page && row.connections === now.connections,
        )!;
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
    ),
  );
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((ended) => {
    child.once("exit", () => ended());
    child.send("stop");
  });
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
