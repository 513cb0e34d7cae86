// npm run upgrade -- prepare|status|finish|give-up --from URL --to URL: moves the product to a server of a newer major version by
// logical replication. The procedure is in docs/operations.md.
import { parseArgs } from "node:util";
import { loadEnvFile } from "./environment";
import { finish, giveUp, prepare, status, UpgradeRefused, type Progress } from "./upgrade/cut-over";

const USAGE = `Usage: npm run --silent upgrade -- <step> --from URL --to URL [--source URL]

  prepare   starts to copy everything to the new server and to follow what changes, while people work
  status    how far that is
  finish    with web servers and workers stopped: the last changes, the sequences, and a comparison of every table
  give-up   ends the attempt; the old server goes on as before

Both addresses are a superuser's, of the database of the product on the old and the new server. --source is how the new server
reaches the old one, where that is another address than --from.`;

loadEnvFile();
try {
  const { values, positionals } = parseArgs({
    options: { from: { type: "string" }, to: { type: "string" }, source: { type: "string" } },
    allowPositionals: true,
  });
  const [step, ...rest] = positionals;
  if (!values.from || !values.to || step === undefined || rest.length > 0) throw new TypeError("");
  await run(step, { from: values.from, to: values.to, fromAsSeenByNew: values.source });
} catch (error) {
  const isUsage = error instanceof TypeError;
  console.error(isUsage ? USAGE : error instanceof Error ? error.message : error);
  process.exitCode = isUsage ? 2 : error instanceof UpgradeRefused ? 1 : 3;
}

async function run(step: string, servers: Parameters<typeof prepare>[0]): Promise<void> {
  if (step === "prepare") return print(await prepare(servers));
  if (step === "status") return print(await status(servers));
  if (step === "give-up") {
    await giveUp(servers);
    return console.log("The old server goes on as before. Throw the new database away.");
  }
  if (step !== "finish") throw new TypeError("");
  await finish(servers, (line) => console.log(line));
  console.log(
    [
      "Now, with the addresses of the new server:",
      '  npm run --silent ledger -- seal --new-chain --reason "Upgraded from …"',
      "  npm run --silent ledger -- check",
      "  npm run --silent ledger -- verify",
      "Then start the workers and the web servers. The old database stays read-only.",
    ].join("\n"),
  );
}

function print({ tables, copying, behindBytes }: Progress): void {
  console.log(
    copying.length > 0
      ? `${tables - copying.length} of ${tables} tables are copied; under way: ${copying.join(", ")}`
      : `All ${tables} tables are copied; ${behindBytes} bytes of WAL are still to come.`,
  );
}
