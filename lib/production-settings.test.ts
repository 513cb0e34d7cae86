import { expect, it } from "vitest";
import { isRemoteDatabase, productionFaults, type Settings } from "@/lib/production-settings";

const good: Settings = {
  APP_URL: "https://lending.example",
  DATABASE_URL: "postgresql://modern_lending_app:q8Zr1vT0nYw3@db.internal/lending?sslmode=verify-full",
  NEXTAUTH_SECRET: "kR9v2mXq7LzT4bWn8sYd1fGh6jPc3aEu0oQi5tVx",
  PAYMENTS_BASE_URL: "https://app.moderntreasury.example",
  PAYMENTS_ORGANIZATION_ID: "8f4f8a44-6f0c-4f0d-9a53-2b7f3b1f5f0e",
  PAYMENTS_API_KEY: "live-key",
  PAYMENTS_WEBHOOK_KEY: "wk-7Qp2Zr9sXv4Lt8Bn",
  PAYMENTS_INTERNAL_ACCOUNT_ID: "c743edb7-4059-496a-94b8-06fc081156fd",
  BUREAU_BASE_URL: "https://bureau.example",
  SMTP_URL: "smtps://user:kR9vQ2xT7mW4@mail.bank.test",
  EMAIL_FROM: "help@bank.test",
  BUREAU_API_KEY: "live-bureau-key",
  CODAT_BASE_URL: "https://api.codat.example",
  CODAT_API_KEY: "live-codat-key",
  CODAT_WEBHOOK_SECRET: "whsec_5vq0m2Yt8kPz3Rj7Xw1Lc9Hn4Bd6Gs2F",
  ENCRYPTION_KEY: "9c1e47a05fd3286be8b71409c6f25ad37034be8d91fa62c5180d7e4b3fa9c256",
};
const ALL_SET = new Set([
  "DATABASE_URL",
  "COMPANY_NAME",
  "COMPANY_ADDRESS",
  "COMPANY_PHONE",
  "COMPANY_EMAIL",
]);
const faults = (changes: Partial<Settings> = {}) => productionFaults({ ...good, ...changes }, {}, ALL_SET);
const database = (DATABASE_URL: string) => faults({ DATABASE_URL });

it("finds nothing wrong with good settings", () => expect(faults()).toEqual([]));

it.each([
  ["APP_URL", "http://lending.example"],
  ["APP_URL", "https://localhost"],
  ["PAYMENTS_BASE_URL", "http://app.moderntreasury.example"],
  ["BUREAU_BASE_URL", "http://10.0.0.7:4011"],
  ["CODAT_BASE_URL", "https://127.0.0.9:4012"],
  ["CODAT_BASE_URL", "https://[::ffff:127.0.0.1]:4012"],
  ["PAYMENTS_BASE_URL", "https://bank.localhost"],
  ["PAYMENTS_BASE_URL", "https://0.0.0.0:4010"],
  ["BUREAU_BASE_URL", "https://sandbox.bureau.example"],
  ["PAYMENTS_ORGANIZATION_ID", "my-sandbox-organization"],
  ["PAYMENTS_INTERNAL_ACCOUNT_ID", "Sandbox-Account-2"],
  ["PAYMENTS_API_KEY", "changeme"],
  ["BUREAU_API_KEY", "sandbox-key-2"],
  ["NEXTAUTH_SECRET", "0123456789abcdef".repeat(4)],
  ["ENCRYPTION_KEY", "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"],
  ["ENCRYPTION_KEY", "ab".repeat(32)],
  ["PAYMENTS_WEBHOOK_KEY", "11111111111111111111"],
  ["CODAT_WEBHOOK_SECRET", `whsec_${Buffer.from("a".repeat(24)).toString("base64")}`],
] as [keyof Settings, string][])("refuses %s=%s with one sentence that names it", (name, value) => {
  const found = faults({ [name]: value });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(new RegExp(`^${name} `));
});

it("refuses one secret for two purposes", () =>
  expect(faults({ NEXTAUTH_SECRET: good.ENCRYPTION_KEY })).toEqual([
    "NEXTAUTH_SECRET is the same as ENCRYPTION_KEY: use a secret for one purpose only",
  ]));

it("names everything that is wrong in one list", () => {
  const found = faults({
    APP_URL: "http://lending.example",
    NEXTAUTH_SECRET: "short",
    PAYMENTS_API_KEY: "sandbox",
  });
  expect(found.map((sentence) => sentence.split(" ")[0]).sort()).toEqual([
    "APP_URL",
    "NEXTAUTH_SECRET",
    "PAYMENTS_API_KEY",
  ]);
});

it.each([
  "postgres",
  "modern_lending_app",
  "secret",
  "changeme",
  "PASSWORD",
  "short",
  "aaaaaaaaaaaa",
  "owner-of-all",
])("refuses the database password %s", (password) =>
  expect(database(`postgresql://owner-of-all:${password}@db.internal/x?sslmode=require`)).toEqual([
    expect.stringContaining("published or easily guessed"),
  ]),
);

it("refuses to log in to the database as a superuser", () =>
  expect(database("postgresql://postgres:q8Zr1vT0nYw3@db.internal/x?sslmode=require")).toEqual([
    expect.stringContaining("a superuser"),
  ]));

it.each(["", "?sslmode=disable", "?sslmode=allow", "?sslmode=prefer", "?sslmode=no-verify", "?ssl=false"])(
  "refuses a remote database with %j in its address",
  (query) =>
    expect(database(`postgresql://modern_lending_app:q8Zr1vT0nYw3@db.internal/x${query}`)).toEqual([
      expect.stringContaining("without verified TLS"),
    ]),
);

it.each(["?sslmode=require", "?sslmode=verify-ca", "?sslmode=verify-full", "?ssl=true"])(
  "accepts a remote database with %j",
  (query) =>
    expect(database(`postgresql://modern_lending_app:q8Zr1vT0nYw3@db.internal/x${query}`)).toEqual([]),
);

it.each([
  ["postgresql://app:x@localhost/x", false],
  ["postgresql://app:x@127.0.0.1:5432/x", false],
  ["postgresql://app:x@[::1]/x", false],
  ["postgresql://app:x@%2Fvar%2Frun%2Fpostgresql/x", false],
  ["postgresql:///x?host=/var/run/postgresql", false],
  ["postgresql://app:x@localhost/x?host=db.internal", true],
  ["postgresql://app:x@10.0.0.3/x", true],
] as const)("%s is on another machine: %s", (address, isRemote) =>
  expect(isRemoteDatabase(address)).toBe(isRemote),
);
