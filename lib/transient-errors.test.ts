import { describe, expect, it } from "vitest";
import { isTransient, transience, TRANSIENT } from "@/lib/transient-errors";
import { isNotYet } from "@/lib/wait-for-database";

const withCode = (code: string, message = "x") => Object.assign(new Error(message), { code });
/** As Prisma 7 with the pg adapter throws them. */
const fromPrisma = (code: string, originalCode: string) =>
  Object.assign(new Error("Invalid invocation"), {
    name: "PrismaClientKnownRequestError",
    code,
    meta: { driverAdapterError: { cause: { kind: "postgres", originalCode, message: "…" } } },
  });

describe("the table", () => {
  it.each(TRANSIENT.map(({ code, written }) => [code.replace("*", "001"), written]))(
    "counts %s as passing, and %s as written",
    (code, written) => {
      expect(transience(withCode(code))).toBe(written);
      expect(isTransient(withCode(code))).toBe(true);
    },
  );

  it("has each code once, with a reason", () => {
    expect(new Set(TRANSIENT.map(({ code }) => code)).size).toBe(TRANSIENT.length);
    expect(TRANSIENT.filter(({ is }) => is.length < 8)).toEqual([]);
  });
});

it.each([
  ["08P01", "server login has been failing, try again later (server_login_retry)", "unknown"],
  ["08P01", "server conn crashed?", "unknown"],
  ["25006", "cannot execute INSERT in a read-only transaction", "nothing"],
  ["57P03", "the database system is shutting down", "nothing"],
  ["P2028", "Transaction API error: Unable to start a transaction in the given time.", "nothing"],
  ["P2028", "Transaction API error: Transaction already closed", "unknown"],
])("takes %s, %s", (code, message, written) => expect(transience(withCode(code, message))).toBe(written));

it.each([
  ["P2039", "57P01", "unknown"],
  ["P2039", "25006", "nothing"],
  ["P2010", "57P03", "nothing"],
  ["P2010", "40P01", "nothing"],
])("looks into Prisma's %s for %s", (code, original, written) =>
  expect(transience(fromPrisma(code, original))).toBe(written),
);

it("reads the code out of a raw query's message where nothing else has it", () =>
  expect(transience(withCode("P2010", "Raw query failed. Code: `57P01`. Message: `…`"))).toBe("unknown"));

it.each([
  ["Connection terminated unexpectedly", "unknown"],
  ["Connection terminated due to connection timeout", "nothing"],
  ["Client has encountered a connection error and is not queryable", "unknown"],
  ["timeout exceeded when trying to connect", "nothing"],
])("takes an error without a code: %s", (message, written) =>
  expect(transience(new Error(message))).toBe(written),
);

it("takes the words of Prisma's adapter where the server is not reached at all, which has no code", () =>
  expect(
    transience(
      Object.assign(
        new Error("Raw query failed. Code: `N/A`. Message: `Can't reach database server at db:5432`"),
        {
          code: "P2010",
          meta: { driverAdapterError: { cause: { kind: "DatabaseNotReachable", host: "db" } } },
        },
      ),
    ),
  ).toBe("nothing"));

it("looks into the cause", () => {
  expect(transience(new Error("It failed.", { cause: withCode("57P01") }))).toBe("unknown");
  expect(
    transience(Object.assign(new Error("DriverAdapterError"), { cause: { originalCode: "25006" } })),
  ).toBe("nothing");
  expect(transience(new AggregateError([withCode("ECONNREFUSED")]))).toBe("nothing");
});

it.each([
  withCode("23505"),
  withCode("42501"),
  withCode("28P01"),
  withCode("LG007"),
  fromPrisma("P2010", "23505"),
  withCode("P2002"),
  withCode("P2010", "Raw query failed. Code: `23505`."),
  new Error("The amount is above 57014."),
  new Error("He said that the connection terminated"),
  "57P01",
  null,
])("leaves alone what another try does not change (%#)", (error) => expect(transience(error)).toBeNull());

it("a start waits for whatever passes, but not for a wrong password", () => {
  expect(["57P03", "57P01", "ECONNREFUSED", "53300"].every((code) => isNotYet(withCode(code)))).toBe(true);
  expect(isNotYet(withCode("28P01"))).toBe(false);
});
