// What production refuses. Each rule is for a whole kind of value, and everything wrong is said at once.
import { weaknessOf, weaknessOfBytes } from "@/lib/secret-strength";

/** The values of the environment that the rules look at. */
export type Settings = {
  APP_URL: string;
  DATABASE_URL: string;
  WORKER_DATABASE_URL?: string | undefined;
  READ_DATABASE_URL?: string | undefined;
  NEXTAUTH_SECRET: string;
  PAYMENTS_BASE_URL: string;
  PAYMENTS_ORGANIZATION_ID: string;
  PAYMENTS_API_KEY: string;
  PAYMENTS_WEBHOOK_KEY: string;
  PAYMENTS_INTERNAL_ACCOUNT_ID: string;
  BUREAU_BASE_URL: string;
  BUREAU_API_KEY: string;
  CODAT_BASE_URL: string;
  CODAT_API_KEY: string;
  CODAT_WEBHOOK_SECRET: string;
  CODAT_LEGACY_AUTHORIZATION?: string | undefined;
  SMTP_URL: string;
  EMAIL_FROM: string;
  ENCRYPTION_KEY: string;
};
type Name = keyof Settings;

const ADDRESSES = ["APP_URL", "PAYMENTS_BASE_URL", "BUREAU_BASE_URL", "CODAT_BASE_URL"] as const;
const ISSUED_ELSEWHERE = [
  "PAYMENTS_ORGANIZATION_ID",
  "PAYMENTS_API_KEY",
  "PAYMENTS_WEBHOOK_KEY",
  "PAYMENTS_INTERNAL_ACCOUNT_ID",
  "BUREAU_API_KEY",
  "CODAT_API_KEY",
  "CODAT_WEBHOOK_SECRET",
  "CODAT_LEGACY_AUTHORIZATION",
] as const;
// The terms, the privacy notice and the contact page name the company.
const COMPANY = ["COMPANY_NAME", "COMPANY_ADDRESS", "COMPANY_PHONE", "COMPANY_EMAIL"];
const MAKE_ONE = "openssl rand -base64 32 makes a good one";
const MAKE_KEY = "openssl rand -hex 32 makes a good one";

// What this repository publishes, and what people type first.
const KNOWN_PASSWORDS = new Set([
  "postgres",
  "modern_lending_app",
  "sandbox-password",
  "password",
  "secret",
  "admin",
  "root",
  "changeme",
  "change-me",
  "test",
]);
const LEAST_PASSWORD_LENGTH = 8;
const SUPERUSERS = new Set(["postgres", "root", "admin", "rdsadmin", "cloudsqlsuperuser", "azure_superuser"]);
const ENCRYPTED = new Set(["require", "verify-ca", "verify-full"]);

/**
 * Everything that must not be so in production, a sentence each without its full stop.
 *
 * @param defaults what the sandbox uses where nothing is set
 * @param given the names that are set at all
 */
export function productionFaults(
  settings: Settings,
  defaults: Partial<Settings>,
  given: ReadonlySet<string>,
): string[] {
  const sandboxNames = (Object.keys(defaults) as Name[]).filter((name) => settings[name] === defaults[name]);
  return [
    ...sandboxNames.map((name) => `${name} still has its sandbox value`),
    ...ISSUED_ELSEWHERE.filter(
      (name) => !sandboxNames.includes(name) && saysSandbox(settings[name] ?? ""),
    ).map((name) => `${name} is a sandbox value: set the one that the provider issued`),
    ...ADDRESSES.flatMap((name) => addressFaults(name, settings[name])),
    ...secretFaults(settings).filter((fault) => !sandboxNames.some((name) => fault.startsWith(`${name} `))),
    ...COMPANY.filter((name) => !given.has(name)).map((name) => `${name} is not set`),
    ...(given.has("DATABASE_URL")
      ? databaseFaults("DATABASE_URL", settings.DATABASE_URL)
      : ["DATABASE_URL is not set"]),
    ...(["WORKER_DATABASE_URL", "READ_DATABASE_URL"] as const).flatMap((name) =>
      settings[name] ? databaseFaults(name, settings[name]) : [],
    ),
  ];
}

function saysSandbox(value: string) {
  return /sandbox|stand-?in|example|change-?me|placeholder|dummy/i.test(value);
}

function addressFaults(name: Name, address: string): string[] {
  const { hostname, protocol } = new URL(address);
  const faults: string[] = [];
  if (isThisMachine(hostname))
    faults.push(
      name === "APP_URL"
        ? "APP_URL points at this machine: set the address that people open"
        : `${name} points at a sandbox on this machine`,
    );
  if (protocol !== "https:") faults.push(`${name} must begin with https://`);
  if (/(^|[.-])sandbox([.-]|$)/.test(hostname)) faults.push(`${name} points at a sandbox`);
  return faults;
}

function secretFaults(settings: Settings): string[] {
  const codatSecret = settings.CODAT_WEBHOOK_SECRET.replace(/^whsec_/, "");
  const weaknesses: [Name, string | null, string][] = [
    ["NEXTAUTH_SECRET", weaknessOf(settings.NEXTAUTH_SECRET, { length: 32, bits: 80 }), MAKE_ONE],
    [
      "ENCRYPTION_KEY",
      weaknessOf(settings.ENCRYPTION_KEY, { length: 64, bits: 128 }) ??
        weaknessOfBytes(Buffer.from(settings.ENCRYPTION_KEY, "hex")),
      MAKE_KEY,
    ],
    [
      "PAYMENTS_WEBHOOK_KEY",
      weaknessOf(settings.PAYMENTS_WEBHOOK_KEY, { length: 16, bits: 40 }),
      "copy it from the bank's console",
    ],
    [
      "CODAT_WEBHOOK_SECRET",
      weaknessOf(codatSecret, { length: 24, bits: 60 }) ??
        weaknessOfBytes(Buffer.from(codatSecret, "base64")),
      "copy it from Codat's portal",
    ],
  ];
  return [
    ...weaknesses.flatMap(([name, weakness, remedy]) => (weakness ? [`${name} ${weakness}: ${remedy}`] : [])),
    ...sharedFaults(settings),
  ];
}

/** One secret for two purposes: whoever learns the one has the other. */
function sharedFaults(settings: Settings): string[] {
  const own = ["NEXTAUTH_SECRET", "ENCRYPTION_KEY", "PAYMENTS_WEBHOOK_KEY", "CODAT_WEBHOOK_SECRET"] as const;
  return own.flatMap((name, at) =>
    own
      .slice(at + 1)
      .filter((other) => settings[other] === settings[name])
      .map((other) => `${name} is the same as ${other}: use a secret for one purpose only`),
  );
}

function databaseFaults(name: Name, address: string): string[] {
  if (!URL.canParse(address))
    return [`${name} cannot be read: special characters of a password are written as %XX`];
  const url = new URL(address);
  const user = decoded(url.searchParams.get("user") ?? url.username);
  const password = decoded(url.searchParams.get("password") ?? url.password);
  const faults: string[] = [];
  if (SUPERUSERS.has(user.toLowerCase()))
    faults.push(`${name} logs in as ${user}, a superuser: use the role modern_lending_app`);
  if (isKnownPassword(password, user))
    faults.push(
      `${name} contains a password that is published or easily guessed: set another one for this role`,
    );
  if (isRemoteDatabase(address)) {
    const mode = url.searchParams.get("sslmode") ?? (url.searchParams.get("ssl") === "true" ? "require" : "");
    if (!ENCRYPTED.has(mode))
      faults.push(
        `${name} connects to another machine without verified TLS: add sslmode=verify-full (with sslrootcert for a private authority)`,
      );
  }
  return faults;
}

function isKnownPassword(password: string, user: string) {
  if (password === "") return false; // a certificate or the machine's own users may prove who connects
  const lower = password.toLowerCase();
  return lower === user.toLowerCase() || KNOWN_PASSWORDS.has(lower) || weaknessOfPassword(password);
}

function weaknessOfPassword(password: string) {
  return password.length < LEAST_PASSWORD_LENGTH || new Set(password).size < 4;
}

/** True when the way to the database leaves this machine. */
export function isRemoteDatabase(address: string): boolean {
  const url = new URL(address);
  const host = decoded(url.searchParams.get("host") ?? url.hostname);
  return host !== "" && !host.startsWith("/") && !isThisMachine(host);
}

function isThisMachine(hostname: string) {
  const host = hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
  return (
    host === "localhost" ||
    host.endsWith(".localhost") ||
    /^127\./.test(host) ||
    /^(::ffff:)?(0\.0\.0\.0|127\.\d+\.\d+\.\d+)$/.test(host) ||
    /^::ffff:7f/.test(host) ||
    ["::1", "::"].includes(host)
  );
}

function decoded(text: string) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
