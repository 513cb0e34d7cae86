// The only place that reads the environment. Each variable has a default that suits the sandbox on one machine;
// `.env.example` lists them. A malformed one stops the start with a sentence that names it.
import { z } from "zod";
import { productionFaults } from "@/lib/production-settings";

const port = z.coerce
  .number("must be a number")
  .int("must be a whole number")
  .min(1, "must be at least 1")
  .max(65535, "must be at most 65535");
const wholeNumber = z.coerce
  .number("must be a number")
  .int("must be a whole number")
  .min(0, "must not be negative")
  .max(1_000_000, "must be at most 1000000");
const url = z.url("must be a URL, for example http://localhost:4010");
const timeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, "must be a time zone such as America/New_York");

export const SANDBOX_SECRET = "sandbox-secret-change-me-in-production";
export const SANDBOX_WEBHOOK_KEY = "sandbox-webhook-key";
export const SANDBOX_CODAT_KEY = "sandbox-codat-key";
export const SANDBOX_MAIL_WEBHOOK_SECRET = "whsec_c2FuZGJveC1tYWlsLXdlYmhvb2stc2VjcmV0";
export const SANDBOX_CODAT_WEBHOOK_SECRET = "whsec_c2FuZGJveC1jb2RhdC13ZWJob29rLXNlY3JldA==";
export const SANDBOX_ENCRYPTION_KEY = "0".repeat(64);

const schema = z.object({
  APP_MODE: z.enum(["sandbox", "production"], "must be sandbox or production").default("sandbox"),
  POSTGRES_PORT: port.default(54329), // of the embedded server, used where DATABASE_URL is not set
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgresql://"),
  WORKER_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgresql://")
    .optional(),
  READ_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must begin with postgresql://")
    .optional(),
  DATABASE_POOL_SIZE: z.coerce
    .number("must be a number")
    .int("must be a whole number")
    .min(1, "must be at least 1")
    .max(200, "must be at most 200")
    .default(10),
  PORT: port.default(3000),
  WEB_PROCESSES: wholeNumber.default(0), // 0: one for each core, at most 4
  TRUSTED_PROXIES: wholeNumber.default(0),
  APP_URL: url.default("http://localhost:3000"),
  NEXTAUTH_SECRET: z.string().min(16, "must have at least 16 characters").default(SANDBOX_SECRET),
  BUSINESS_TIME_ZONE: timeZone.default("America/New_York"),
  PAYMENTS_BASE_URL: url.default("http://localhost:4010"),
  PAYMENTS_ORGANIZATION_ID: z.string().min(1, "must not be empty").default("sandbox-organization"),
  PAYMENTS_API_KEY: z.string().min(1, "must not be empty").default("sandbox-api-key"),
  PAYMENTS_WEBHOOK_KEY: z.string().min(8, "must have at least 8 characters").default(SANDBOX_WEBHOOK_KEY),
  ACH_FINALITY_HOLD: z.enum(["on", "off"], "must be on or off").optional(),
  PAYMENTS_INTERNAL_ACCOUNT_ID: z.string().min(1, "must not be empty").default("sandbox-internal-account"),
  BUREAU_BASE_URL: url.default("http://localhost:4011"),
  BUREAU_API_KEY: z.string().min(1, "must not be empty").default("sandbox-bureau-key"),
  CODAT_BASE_URL: url.default("http://localhost:4012"),
  CODAT_API_KEY: z.string().min(1, "must not be empty").default(SANDBOX_CODAT_KEY),
  CODAT_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/, "must be whsec_ and the base64 that Codat's portal shows")
    .default(SANDBOX_CODAT_WEBHOOK_SECRET),
  CODAT_LEGACY_AUTHORIZATION: z.string().min(16, "must have at least 16 characters").optional(),
  CODAT_CALLS_PER_MINUTE: wholeNumber.default(1000),
  CODAT_CALLS_PER_DAY: wholeNumber.default(1000),
  CODAT_CALLS_AT_ONCE: wholeNumber.min(1, "must be at least 1").default(10),
  CODAT_RESEND_AFTER_MINUTES: wholeNumber.default(30),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^\s/]+/, "must be an address such as smtps://user:password@mail.example.com")
    .default("smtp://localhost:4013"),
  MAIL_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/, "must be whsec_ and the base64 that the mail provider shows")
    .optional(),
  MAILBOX_URL: url.default("http://localhost:4014"), // of the sandbox's mail server
  EMAIL_FROM: z.email("must be an email address").default("help@modern-lending.example"),
  ENCRYPTION_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits (32 bytes)")
    .default(SANDBOX_ENCRYPTION_KEY),
  FURTHER_ENCRYPTION_KEYS: z
    .string()
    .regex(/^[0-9a-f]{64}(,[0-9a-f]{64})*$/, "must be keys of 64 hexadecimal digits, separated by commas")
    .transform((keys) => keys.split(","))
    .optional(),
  HASH_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits (32 bytes)")
    .optional(),
  COMPANY_NAME: z.string().max(120, "must have at most 120 characters").optional(),
  COMPANY_ADDRESS: z.string().max(200, "must have at most 200 characters").optional(),
  COMPANY_PHONE: z.string().max(40, "must have at most 40 characters").optional(),
  COMPANY_EMAIL: z.email("must be an email address").optional(),
  COMPANY_EIN: z
    .string()
    .regex(/^\d{2}-\d{7}$/, "must be an employer identification number such as 12-3456789")
    .optional(),
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(), // scripts/tracing.js, and OpenTelemetry itself, read it
  LOG_LEVEL: z
    .enum(["silent", "error", "warn", "info", "debug"], "must be silent, error, warn, info or debug")
    .default("warn"),
});

export type Env = z.infer<typeof schema>;

/** The names of all variables, for the test that keeps `.env.example` complete. */
export const VARIABLES = Object.keys(schema.shape);

/**
 * Reads and checks the environment.
 *
 * @throws Error with one sentence a line, each naming its variable
 */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  // An empty value in an .env file means "not set".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse({
    APP_URL: `http://localhost:${port.catch(3000).parse(given.PORT ?? 3000)}`,
    DATABASE_URL: `postgresql://modern_lending_app:modern_lending_app@127.0.0.1:${given.POSTGRES_PORT ?? 54329}/modern_lending`,
    ...given,
  });
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`);
    throw new Error(`Invalid environment:\n  ${[...new Set(lines)].join("\n  ")}`);
  }
  if (parsed.data.APP_MODE === "production") refuseSandboxValues(parsed.data, given);
  return parsed.data;
}

/** What the sandbox uses, and nothing else may. */
const SANDBOX_VALUES = {
  NEXTAUTH_SECRET: SANDBOX_SECRET,
  PAYMENTS_ORGANIZATION_ID: "sandbox-organization",
  PAYMENTS_API_KEY: "sandbox-api-key",
  PAYMENTS_WEBHOOK_KEY: SANDBOX_WEBHOOK_KEY,
  PAYMENTS_INTERNAL_ACCOUNT_ID: "sandbox-internal-account",
  BUREAU_API_KEY: "sandbox-bureau-key",
  CODAT_API_KEY: SANDBOX_CODAT_KEY,
  CODAT_WEBHOOK_SECRET: SANDBOX_CODAT_WEBHOOK_SECRET,
  SMTP_URL: "smtp://localhost:4013",
  EMAIL_FROM: "help@modern-lending.example",
  ENCRYPTION_KEY: SANDBOX_ENCRYPTION_KEY,
};

/** In production nothing of the sandbox may remain, and nothing that could be guessed or overheard. */
function refuseSandboxValues(env: Env, given: Partial<Record<string, string>>) {
  const isSet = new Set(Object.keys(given).filter((name) => given[name] !== undefined));
  const faults = productionFaults(env, SANDBOX_VALUES, isSet);
  if (faults.length > 0) throw new Error(`APP_MODE=production refuses to start:\n  ${faults.join(".\n  ")}.`);
}

export const env = readEnv(process.env);
export const isSandbox = env.APP_MODE === "sandbox";

/** True under `next dev`, whose scripts need more freedom from the content policy. */
export const isDevelopment = process.env.NODE_ENV === "development";

// next-auth takes its own address from the environment only, and guesses http://localhost:3000 without it.
process.env.NEXTAUTH_URL = env.APP_URL;
