// Starts the product of a checkout for the benchmarks that look at its pages, and signs people in.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { addressOf } from "../e2e/pages";
import { ADMINISTRATOR, PASSWORD } from "../prisma/seed/people";
import { signIn } from "./sign-in";

/** A page and the email address of the person who looks at it; null for a visitor. */
export type Page = readonly [pattern: string, email: string | null];

export type Product = {
  /** "this one", or the folder of another checkout. */
  checkout: string;
  pid: number;
  /** The address of each page, and the cookies of whoever looks at it. */
  addresses: Map<string, { url: string; cookie: string }>;
  stop: () => Promise<void>;
};

/**
 * @param checkout a folder with a build
 * @param loans    how many loans its book has; absent: the seeded story
 */
export async function startProduct(
  checkout: string,
  pages: readonly Page[],
  loans?: number,
): Promise<Product> {
  if (!existsSync(join(checkout, process.env.NEXT_DIST_DIR ?? ".next", "BUILD_ID")))
    throw new Error(`There is no build in ${checkout} yet. Run npm run build there first.`);
  const program = join(import.meta.dirname, "pages-product.ts");
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", program, ...(loans ? [String(loans)] : [])],
    {
      cwd: checkout,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    },
  );
  const { url, ownerUrl } = await new Promise<{ url: string; ownerUrl: string }>((ready, failed) => {
    child.once("message", (message) => ready(message as { url: string; ownerUrl: string }));
    child.once("exit", (code) => failed(new Error(`${checkout} did not start (exit status ${code}).`)));
  });
  return {
    checkout: checkout === process.cwd() ? "this one" : checkout,
    pid: child.pid!,
    addresses: await addressesOf(pages, url, ownerUrl),
    stop: () =>
      new Promise((ended) => {
        child.once("exit", () => ended());
        child.send("stop");
      }),
  };
}

async function addressesOf(pages: readonly Page[], url: string, ownerUrl: string) {
  const cookies = new Map<string, string>();
  for (const email of new Set(pages.flatMap(([, each]) => each ?? [])))
    cookies.set(email, await signIn(url, email, PASSWORD));
  const database = new pg.Client({ connectionString: ownerUrl });
  await database.connect();
  const addresses = new Map<string, { url: string; cookie: string }>();
  for (const [page, email] of pages) {
    const isOwn = email !== ADMINISTRATOR.email;
    const path = await addressOf(database, page, { email: email ?? "", isOwn });
    addresses.set(page, { url: `${url}${path}`, cookie: email ? cookies.get(email)! : "" });
  }
  await database.end();
  return addresses;
}
