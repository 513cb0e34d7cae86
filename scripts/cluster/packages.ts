// The programs of a cluster, as Debian installs them.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["/usr/local/bin", "/usr/bin", "/usr/sbin", "/usr/local/sbin"];
const PACKAGES = {
  patroni: "patroni",
  patronictl: "patroni",
  etcd: "etcd-server",
  haproxy: "haproxy",
  pgbouncer: "pgbouncer",
} as const;

type Program = keyof typeof PACKAGES;
export type Programs = Record<Program, string> & { postgres: string };

/** The folder of the newest installed PostgreSQL that can be rewound and copied, as Debian lays them out. */
export function installedPostgres(root = "/usr/lib/postgresql"): string | undefined {
  if (!existsSync(root)) return undefined;
  return readdirSync(root)
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, "bin"))
    .find((bin) =>
      ["initdb", "postgres", "pg_rewind", "pg_basebackup"].every((name) => existsSync(join(bin, name))),
    );
}

/** @throws Error with one sentence that names what is missing */
export function findPrograms(
  what: string,
  find: (program: string) => string | undefined = (program) =>
    FOLDERS.map((folder) => join(folder, program)).find((path) => existsSync(path)),
  postgres: string | null = installedPostgres() ?? null,
): Programs {
  const found = Object.fromEntries(
    Object.keys(PACKAGES).map((program) => [program, find(program)]),
  ) as Record<Program, string | undefined>;
  const missing = [
    ...(postgres ? [] : ["postgresql-15"]),
    ...Object.entries(PACKAGES).flatMap(([program, name]) => (found[program as Program] ? [] : [name])),
  ];
  if (missing.length > 0) throw new Error(missingSentence(what, missing));
  return { ...(found as Record<Program, string>), postgres: postgres! };
}

export function missingSentence(what: string, packages: string[]): string {
  const names = [...new Set(packages)].join(" ");
  return `${what} needs Debian packages that are not installed: apt-get install -y --no-install-recommends ${names}`;
}
