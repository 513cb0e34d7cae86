import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { isRoot, throwAwayFolder } from "../open-folders";
import { Daemon, until } from "./daemon";
import { findPrograms, installedPostgres } from "./packages";
import { newJournal } from "./payer";
import { Probe } from "./probe";
import { fillIn, wordsOf } from "./templates";
import { compare } from "./verdict";

describe("programs that are missing", () => {
  it("are named as Debian's packages, in one sentence", () =>
    expect(() => findPrograms("npm run cluster", () => undefined, null)).toThrow(
      /^npm run cluster needs Debian packages that are not installed: apt-get install -y --no-install-recommends postgresql-15 patroni etcd-server haproxy pgbouncer$/,
    ));

  it("are those alone that are not there", () =>
    expect(() =>
      findPrograms("It", (program) => (program === "etcd" ? undefined : `/usr/bin/${program}`), "/bin"),
    ).toThrow(/recommends etcd-server$/));

  it("are none where everything is there", () =>
    expect(findPrograms("It", (program) => `/x/${program}`, "/y")).toMatchObject({
      patroni: "/x/patroni",
      postgres: "/y",
    }));
});

test.skipIf(isRoot && !installedPostgres())(
  "a program of the cluster runs in the cluster's folder, since the checkout may be closed to its user",
  async () => {
    const folder = throwAwayFolder("modern-lending-daemon");
    const daemon = new Daemon("pwd", ["/bin/pwd"], join(folder, "log"));
    daemon.start();
    await until("its end", () => !daemon.isRunning());
    expect(daemon.lastWords()).toBe(folder);
    rmSync(folder, { recursive: true });
  },
);

test("the newest PostgreSQL that can be rewound and copied is taken", () => {
  const root = mkdtempSync(join(tmpdir(), "versions-"));
  for (const [version, programs] of [
    ["15", ["initdb", "postgres", "pg_rewind", "pg_basebackup"]],
    ["9", ["initdb", "postgres", "pg_rewind", "pg_basebackup"]],
    ["17", ["initdb", "postgres"]],
  ] as const) {
    mkdirSync(join(root, version, "bin"), { recursive: true });
    for (const program of programs) writeFileSync(join(root, version, "bin", program), "");
  }
  expect(installedPostgres(root)).toBe(join(root, "15", "bin"));
  expect(installedPostgres(join(root, "nothing"))).toBeUndefined();
});

describe("the files of deploy/", () => {
  it("are filled in completely, or not at all", () => {
    const values = {
      NODE: "a",
      DATA: "/d",
      ADDRESS: "127.0.0.1",
      CLIENT_PORT: 1,
      PEER_PORT: 2,
      MEMBERS: "m",
    };
    expect(wordsOf(fillIn("etcd.env", values))).toEqual([]);
    expect(() => fillIn("etcd.env", { NODE: "a", WRONG: 1 })).toThrow(/no value for DATA.*not in it: WRONG/);
  });

  it("name no machine, password or folder of this one", () => {
    const texts = readdirSync("deploy", { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
    expect(texts.length).toBeGreaterThan(3);
    for (const text of texts) expect(text).not.toMatch(/\/work\/|\/tmp\/|localhost:\d{5}/);
  });
});

describe("the longest gap between acknowledged rows", () => {
  const probe = new Probe("lane", "postgresql://nowhere");
  probe.acknowledged.push(0, 100, 200, 5200, 5300, 9000);
  it("counts from the last row before the event", () =>
    expect(probe.longestGap(250, 5400)).toEqual({ ms: 5000, end: 5200 }));
  it("sees nothing of what comes after", () =>
    expect(probe.longestGap(50, 5400)).toEqual({ ms: 5000, end: 5200 }));
  it("is nothing where no row came", () =>
    expect(probe.longestGap(9001, 9002)).toEqual({ ms: 0, end: 9001 }));
});

describe("the client's journal and what is stored", () => {
  const journal = newJournal();
  journal.sent = new Set(["a", "b", "c"]);
  journal.acknowledged = new Map([
    ["a", "1"],
    ["b", "2"],
  ]);
  journal.refused = new Set(["c"]);
  const verdict = (...keys: string[]) =>
    compare(
      "payment",
      journal,
      keys.map((key) => ({ key })),
    );

  it("agree when each acknowledged request is there once", () => expect(verdict("a", "b")).toEqual([]));
  it("differ when one was lost, came twice, was refused, or nobody asked for it", () => {
    expect(verdict("a")).toEqual([expect.stringContaining("lost: the payment b")]);
    expect(verdict("a", "b", "b")).toEqual([expect.stringContaining("stored twice")]);
    expect(verdict("a", "b", "c")).toEqual([expect.stringContaining("was refused and is stored")]);
    expect(verdict("a", "b", "x")).toEqual([expect.stringContaining("nobody asked for it")]);
  });
});
