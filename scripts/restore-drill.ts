// npm run restore:drill [-- --config /etc/pgbackrest.conf --stanza lending --database lending --target "2026-11-30 12:02:32+00"]:
// restores the last backup and the archived WAL to a scratch server, up to a moment when one is given; checks books, seal and key;
// prints what would have been lost and how long it took; throws the copy away. Ends with 1 when something does not hold.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { installedPostgres, missingSentence } from "./cluster/packages";
import { loadEnvFile } from "./environment";
import { drill } from "./restore/drill";
import { readTarget } from "./restore/target";

const PGBACKREST = "/usr/bin/pgbackrest";

loadEnvFile();
try {
  const { values } = parseArgs({
    options: {
      config: { type: "string", default: "/etc/pgbackrest.conf" },
      stanza: { type: "string", default: "lending" },
      database: { type: "string", default: "lending" },
      bin: { type: "string" },
      target: { type: "string" },
    },
  });
  const bin = values.bin ?? process.env.POSTGRES_BIN ?? installedPostgres();
  const missing = [
    ...(bin && existsSync(join(bin, "postgres")) ? [] : ["postgresql-15"]),
    ...(existsSync(PGBACKREST) ? [] : ["pgbackrest"]),
  ];
  if (missing.length > 0) throw new Error(missingSentence("npm run restore:drill", missing));
  if (!existsSync(values.config))
    throw new Error(`There is no ${values.config}: name pgBackRest's file with --config.`);
  const { config, stanza, database, target } = values;
  const report = await drill({
    ...{ config, stanza, database, bin: bin!, pgbackrest: PGBACKREST },
    ...(target !== undefined && { target: readTarget(target) }),
    say: (line) => console.log(line),
  });
  console.log(`backup: ${report.backup}`);
  console.log(`restored to: ${report.restoredTo}`);
  console.log(`RPO, what would have been lost: ${report.rpoSeconds} s before the moment asked for`);
  console.log(
    `RTO, until everything was checked: ${report.rtoSeconds} s; the database took writes after ${report.writableAfterSeconds} s`,
  );
  for (const fault of report.faults) console.error(fault);
  process.exitCode = report.faults.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
