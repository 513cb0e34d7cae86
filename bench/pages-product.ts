// The whole product of one checkout, started in that checkout by its own scripts, for bench/pages.ts: a durable PostgreSQL, the
// seeded story, or a book of so many loans (its argument), stand-ins, worker and web server. Reports where it is, and ends when it is
// asked to.
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ADMINISTRATOR } from "../prisma/seed/people";
import { asOwner } from "../scripts/embedded-postgres";
import type * as Stacks from "../scripts/stack";
import { fillBook, signInAs } from "./day-book";
import type * as Durable from "./durable-server";

const DATABASE = "bench_pages";
const from = (path: string) => import(pathToFileURL(join(process.cwd(), path)).href);

const { startDurable } = (await from("bench/durable-server.ts")) as typeof Durable;
const { prepareTemplate, startStack } = (await from("scripts/stack.ts")) as typeof Stacks;

process.env.WEB_PROCESSES ??= String(availableParallelism()); // as npm run web
const { server, folder, stop } = await startDurable();
const loans = Number(process.argv[2] ?? 0);
const seed = loans > 0 ? "basics" : "story";
try {
  await prepareTemplate(server, folder, seed);
  if (loans > 0)
    await asOwner(server, `template_${seed}`, async (client) => {
      await fillBook(client, {
        loans,
        collections: 1000,
        deposits: 200,
        disbursements: 100,
        payouts: 100,
        people: 0,
      });
      await signInAs(client, ADMINISTRATOR.email);
    });
  const product = await startStack(server, folder, { name: DATABASE, seed });
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
