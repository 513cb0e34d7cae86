import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { readEnv, VARIABLES } from "@/lib/env";

const NOTHING = { NODE_ENV: "test" } as const;
const read = (given: Record<string, string>) => readEnv({ ...NOTHING, ...given });

// Drawn at random once: production refuses what only looks like a secret.
const production = {
  APP_MODE: "production",
  DATABASE_URL: "postgresql://modern_lending_app:q8Zr1vT0nYw3@db.internal:5432/lending?sslmode=verify-full",
  APP_URL: "https://lending.example",
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
  COMPANY_NAME: "Lending Example Inc.",
  COMPANY_ADDRESS: "1 Main Street, Albany, NY 12207",
  COMPANY_PHONE: "(518) 555-0101",
  COMPANY_EMAIL: "help@lending.example",
};

describe("the environment", () => {
  it("needs nothing to be set in the sandbox", () => {
    expect(readEnv(NOTHING)).toMatchObject({
      APP_MODE: "sandbox",
      PORT: 3000,
      APP_URL: "http://localhost:3000",
    });
  });

  it("takes an empty value for a variable that is not set", () => {
    expect(read({ PORT: "", LOG_LEVEL: "" })).toEqual(readEnv(NOTHING));
  });

  it("lets the address follow the port", () => {
    expect(read({ PORT: "4100" }).APP_URL).toBe("http://localhost:4100");
    expect(read({ PORT: "4100", APP_URL: "https://lending.example" }).APP_URL).toBe(
      "https://lending.example",
    );
  });

  it.each([
    ["APP_MODE", "prod"],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["DATABASE_POOL_SIZE", "0"],
    ["POSTGRES_PORT", "many"],
    ["PORT", "70000"],
    ["PORT", "3000.5"],
    ["APP_URL", "localhost"],
    ["NEXTAUTH_SECRET", "short"],
    ["BUSINESS_TIME_ZONE", "Mars/Olympus"],
    ["PAYMENTS_BASE_URL", "not a url"],
    ["PAYMENTS_WEBHOOK_KEY", "short"],
    ["BUREAU_BASE_URL", "4011"],
    ["CODAT_BASE_URL", "codat"],
    ["CODAT_WEBHOOK_SECRET", "secret"],
    ["CODAT_LEGACY_AUTHORIZATION", "short"],
    ["CODAT_CALLS_PER_MINUTE", "-1"],
    ["CODAT_CALLS_AT_ONCE", "0"],
    ["ENCRYPTION_KEY", "zz"],
    ["LOG_LEVEL", "loud"],
  ])("names %s when it is %j", (name, value) => {
    expect(() => read({ [name]: value })).toThrow(
      new RegExp(`^Invalid environment:\\n  ${name} must .+\\.$`),
    );
  });

  it("names everything that is wrong at once", () => {
    expect(() => read({ PORT: "x", LOG_LEVEL: "loud" })).toThrow(
      "Invalid environment:\n  PORT must be a number.\n  LOG_LEVEL must be silent, error, warn, info or debug.",
    );
  });
});

describe("production", () => {
  it("starts with its own values", () => {
    expect(read(production).APP_MODE).toBe("production");
  });

  it.each([
    "DATABASE_URL",
    "NEXTAUTH_SECRET",
    "APP_URL",
    "PAYMENTS_BASE_URL",
    "PAYMENTS_ORGANIZATION_ID",
    "PAYMENTS_API_KEY",
    "PAYMENTS_WEBHOOK_KEY",
    "PAYMENTS_INTERNAL_ACCOUNT_ID",
    "BUREAU_BASE_URL",
    "BUREAU_API_KEY",
    "CODAT_BASE_URL",
    "CODAT_API_KEY",
    "CODAT_WEBHOOK_SECRET",
    "SMTP_URL",
    "EMAIL_FROM",
    "ENCRYPTION_KEY",
    "COMPANY_NAME",
    "COMPANY_ADDRESS",
    "COMPANY_PHONE",
    "COMPANY_EMAIL",
  ])("refuses to start with the sandbox's %s", (name) => {
    const start = () => read({ ...production, [name]: "" });
    expect(start).toThrow(/^APP_MODE=production refuses to start:/);
    expect(start).toThrow(name);
  });

  it.each(["http://localhost:4010", "http://127.0.0.1:4010", "http://[::1]:4010"])(
    "refuses a bank at %s",
    (address) =>
      expect(() => read({ ...production, PAYMENTS_BASE_URL: address })).toThrow("PAYMENTS_BASE_URL"),
  );

  it("codat row 47: refuses accounting software that is a stand-in", () =>
    expect(() => read({ ...production, CODAT_BASE_URL: "http://127.0.0.1:4012" })).toThrow("CODAT_BASE_URL"));
});

describe(".env.example", () => {
  const lines = readFileSync(".env.example", "utf8").split("\n");
  const listed = parseEnv(lines.map((line) => line.replace(/^# (?=[A-Z_]+=)/, "")).join("\n"));

  it("lists every variable", () => {
    const ofScripts = ["MIGRATION_DATABASE_URL", "POSTGRES_BIN", "DATA_DIR", "CHROMIUM_PATH"]; // read under scripts/, not by the product
    expect(Object.keys(listed).sort()).toEqual([...VARIABLES, ...ofScripts].sort());
  });

  it("shows the defaults", () => {
    expect(read(listed as Record<string, string>)).toEqual(readEnv(NOTHING));
  });

  it("says in a line what each is for", () => {
    lines.forEach((line, index) => {
      if (/^# [A-Z_]+=/.test(line)) expect(lines[index - 1]).toMatch(/^# \S.{15,}/);
    });
  });
});
