// npm run bench:browser -- [--against ../other-checkout] [--runs 3]: what Lighthouse measures on a phone, by turns with another
// checkout. Prints one JSON line per page and checkout. How to read it: bench/README.md.
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { findBrowser } from "../scripts/browser";
import { median } from "./measure";
import { startProduct, type Page, type Product } from "./start-product";

const PAGES: Page[] = [
  ["/", null],
  ["/investor", "brittany@example.com"],
  ["/borrower/loans/[id]", "art@example.com"],
];
const LONGEST_REPORT = 50_000_000; // bytes

const { values } = parseArgs({
  options: { against: { type: "string" }, runs: { type: "string", default: "3" } },
});
const checkouts = [...(values.against ? [resolve(values.against)] : []), process.cwd()];

type Measured = { performance: number; blockingMs: number; largestPaintMs: number; scriptKb: number };
type Audit = {
  numericValue?: number;
  details?: { items?: { resourceType?: string; transferSize?: number }[] };
};
type Report = { categories: { performance: { score: number } }; audits: Record<string, Audit> };

const products: Product[] = [];
try {
  for (const checkout of checkouts) products.push(await startProduct(checkout, PAGES));
  for (const [page] of PAGES) await measure(page);
} finally {
  for (const { stop } of products) await stop();
}

async function measure(page: string) {
  const runs = new Map<Product, Measured[]>(products.map((product) => [product, []]));
  for (let run = 0; run < Number(values.runs); run++)
    for (const product of products) runs.get(product)!.push(await lighthouse(product.addresses.get(page)!));
  for (const product of products) {
    const of = (name: keyof Measured) => median(runs.get(product)!.map((each) => each[name]));
    const { checkout } = product;
    const measured = {
      performance: of("performance"),
      blockingMs: Math.round(of("blockingMs")),
      largestPaintMs: Math.round(of("largestPaintMs")),
      scriptKb: of("scriptKb"),
    };
    console.log(JSON.stringify({ bench: "browser", checkout, page, ...measured }));
  }
}

/** One visit of its command line, with its usual phone: a slow network and a processor four times slower, simulated. */
async function lighthouse({ url, cookie }: { url: string; cookie: string }): Promise<Measured> {
  const { executablePath, args } = await findBrowser();
  const program = createRequire(import.meta.url).resolve("lighthouse/cli/index.js");
  const options = [
    "--quiet",
    "--output=json",
    "--only-categories=performance",
    `--extra-headers=${JSON.stringify({ Cookie: cookie })}`,
    `--chrome-flags=${["--headless=new", ...args].join(" ")}`,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, [program, url, ...options], {
    env: { ...process.env, CHROME_PATH: executablePath },
    maxBuffer: LONGEST_REPORT,
  });
  const { categories, audits } = JSON.parse(stdout) as Report;
  const script = audits["resource-summary"]?.details?.items?.find((item) => item.resourceType === "script");
  return {
    performance: Math.round(categories.performance.score * 100),
    blockingMs: audits["total-blocking-time"]?.numericValue ?? NaN,
    largestPaintMs: audits["largest-contentful-paint"]?.numericValue ?? NaN,
    scriptKb: Math.round((script?.transferSize ?? 0) / 1000),
  };
}
