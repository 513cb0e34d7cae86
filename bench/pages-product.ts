// The whole product of one checkout, started in that checkout by its own scripts, for bench/pages.ts: a durable PostgreSQL, the
// seeded story, stand-ins, worker and web server. Reports where it is, and ends when it is asked to.
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Stacks from "../scripts/stack";
import type * as Durable from "./durable-server";

const DATABASE = "bench_pages";
const from = (path: string) => import(pathToFileURL(join(process.cwd(), path)).href);

const { startDurable } = (await from("bench/durable-server.ts")) as typeof Durable;
const { prepareTemplate, startStack } = (await from("scripts/stack.ts")) as typeof Stacks;

process.env.WEB_PROCESSES ??= String(availableParallelism()); // as npm run web
const { server, folder, stop } = await startDurable();
try {
  await prepareTemplate(server, folder, "story");
  const product = await startStack(server, folder, { name: DATABASE, seed: "story" });
  process.send!({ url: product.url, ownerUrl: product.ownerUrl });
  await new Promise<void>((asked) => {
    process.once("message", () => asked());
    process.once("disconnect", () => asked());
  });
  await product.stop();
} finally {
  await stop();
  process.disconnect?.();
}
