// npm run cluster [-- --basics]: the product on three PostgreSQL nodes under Patroni, with etcd, HAProxy and PgBouncer, two web servers
// and two workers, all on the loopback address; for development and to show what happens when a machine dies. Needs Debian's
// packages and prints which. The data is thrown away at the end.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { DatabaseCluster } from "./cluster/database-cluster";
import { findPrograms } from "./cluster/packages";
import { Product } from "./cluster/product";
import { statusOf } from "./cluster/status";
import { loadEnvFile } from "./environment";
import { isStopping, onStop } from "./stopping";

const EVERY_MS = 2000;
const seedKind = process.argv.includes("--basics") ? "basics" : "story";

let cluster: DatabaseCluster | undefined;
let product: Product | undefined;
let ending: Promise<void> | undefined;
onStop(() => end(0));
loadEnvFile();
try {
  await start();
  await show();
} catch (error) {
  if (!isStopping()) {
    console.error(error instanceof Error ? error.message : error);
    await end(1);
  }
}

async function start() {
  const programs = findPrograms("npm run cluster");
  if (!existsSync(".next/BUILD_ID")) {
    console.log("Build …");
    const { status } = spawnSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
      stdio: "inherit",
    });
    if (status !== 0) throw new Error("The build failed.");
  }
  const began = Date.now();
  const say = (what: string) =>
    console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}`);
  cluster = await DatabaseCluster.create(programs);
  await cluster.start(say);
  product = await Product.create(cluster);
  say("stand-ins");
  await product.startSandbox();
  say(seedKind === "story" ? "sample data of eighteen months" : "products, options and an administrator");
  await product.seed(seedKind);
  say("two web servers and two workers");
  await product.startAll();
  say("ready");
}

/** The state of everything: in place on a terminal, and only when it changes elsewhere. */
async function show() {
  let last = "";
  while (!isStopping()) {
    const lines = await statusOf(cluster!, product!);
    const text = lines.join("\n");
    if (process.stdout.isTTY) process.stdout.write(`\x1b[2J\x1b[H${text}\n`);
    else if (text !== last) console.log(`\n${text}`);
    last = text;
    await new Promise((later) => setTimeout(later, EVERY_MS));
  }
  await ending;
}

function end(status: number): Promise<void> {
  return (ending ??= (async () => {
    if (cluster) console.log("Stopping …");
    await product?.stop();
    await cluster?.stop();
    process.exit(status);
  })());
}
