import { describe, expect, test } from "vitest";
import { loadOpenApi, OpenApi } from "./openapi";
import { directCost, line, sourceAccount, transfer } from "@/test/support/stand-in-bodies";
import { open } from "@/test/support/stand-in";
import type { ApiRequest } from "./api";

const file = loadOpenApi(undefined);

const request = (method: string, path: string, query = ""): ApiRequest => ({
  method,
  path,
  query: new URLSearchParams(query),
  headers: {},
  rawBody: "",
  address: "",
});

test("the checker knows types, bounds, lists, choices and references into lists", () => {
  const openApi = new OpenApi({
    paths: {
      "/things/{id}": {
        parameters: [{ in: "path", name: "id", required: true, schema: { type: "string", format: "uuid" } }],
        post: {
          parameters: [{ in: "query", name: "page", schema: { type: "integer", minimum: 1 } }],
          requestBody: { content: { "application/json": { schema: { $ref: "#/components/Thing" } } } },
        },
      },
    },
    components: {
      Thing: {
        allOf: [
          {
            type: "object",
            required: ["name"],
            additionalProperties: false,
            properties: {
              name: { type: "string", minLength: 1, pattern: "^a" },
              size: { $ref: "#/components/Parts/list/1" },
              tags: { type: "array", maxItems: 1, items: { enum: ["x"] } },
              none: { type: "string", nullable: true },
              either: { oneOf: [{ type: "string" }, { type: "boolean" }] },
            },
          },
        ],
      },
      Parts: { list: [{}, { type: "number", maximum: 5 }] },
    },
  });
  const path = "/things/2f7d6c0a-0000-4000-8000-000000000000";
  const check =
    (body: unknown, query = "", at = path) =>
    () =>
      openApi.checkRequest(request("POST", at, query), body);
  expect(check({ name: "a", size: 5, tags: ["x"], none: null, either: true }, "page=1")).not.toThrow();
  for (const body of [
    {},
    { name: "" },
    { name: "b" },
    { name: 1 },
    { name: "a", size: 6 },
    { name: "a", tags: ["y"] },
    { name: "a", tags: ["x", "x"] },
    { name: "a", other: 1 },
    { name: null },
    { name: "a", either: 1 },
    [],
  ])
    expect(check(body)).toThrow();
  expect(check({ name: "a" }, "page=0")).toThrow("page");
  expect(check({ name: "a" }, "", "/things/7")).toThrow("UUID");
  expect(check({}, "", "/unknown")).not.toThrow();
});

// Codat's file is data that is beside the checkout, or not; without it only the stand-in's own rules apply.
describe.skipIf(file === null)("with Codat's file at hand", () => {
  test("every answer of the stand-in that the file describes has the shape it describes", async () => {
    const codat = await open();
    await codat.control("/settings", { omitsNulls: true }); // the file allows no null in an operation, Codat sends it
    const problems: string[] = [];
    const ask = codat.ask.bind(codat);
    codat.ask = async (method, path, body, headed) => {
      const answer = await ask(method, path, body, headed);
      const problem = file!.checkAnswer(method, path.split("?")[0]!, answer.status, answer.body);
      if (problem) problems.push(`${method} ${path} ${answer.status}: ${problem}`);
      return answer;
    };
    codat.get = (path) => codat.ask("GET", path);
    codat.post = (path, body, headed) => codat.ask("POST", path, body, headed);
    const lender = await codat.withLender();
    const { k, c, target, source, account, supplier } = lender;
    await codat.pushed(lender, "transfers", transfer(target, account("Business Checking")));
    await codat.pushed(lender, "transfers", transfer(target, account("Old Checking")));
    await codat.pushed(
      lender,
      "directCosts",
      directCost({ paidFrom: target, expense: account("Bank Charges"), supplier }),
    );
    await codat.pushed(lender, `bankAccounts/${source}/bankTransactions`, {
      accountId: source,
      transactions: [line("a", -1, -1)],
    });
    await codat.pushed(lender, "suppliers", { supplierName: "Modern Lending", status: "Active" });
    await codat.pushed(lender, "accounts", {
      name: "Interest 2",
      nominalCode: "9",
      fullyQualifiedCategory: "Expense.Expense",
    });
    await codat.post(`${k}/connectionInfo/bankFeedAccounts`, sourceAccount("second"));
    for (const path of [
      "data/accounts",
      "data/suppliers",
      "data/info",
      "dataStatus",
      "connections",
      "push",
      "",
    ])
      await codat.get(path === "" ? c : `${c}/${path}`);
    for (const path of [
      "data/bankAccounts",
      "data/transfers",
      "data/directCosts",
      "bankFeedAccounts/mapping",
      "options/transfers",
      "options/directCosts",
      "options/suppliers",
      "options/chartOfAccounts",
      `options/bankAccounts/${source}/bankTransactions`,
    ])
      await codat.get(`${k}/${path}`);
    await codat.get("/companies");
    await codat.post(`${c}/data/queue/transfers`);
    await codat.post(`${k}/push/transfers`, {});
    expect(problems).toEqual([]);
  });

  test("a body that only the file forbids is refused in its words", async () => {
    const codat = await open();
    const { k } = await codat.linked();
    const { body, status } = await codat.post(`${k}/push/directCosts`, { issueDate: "2026-05-01" });
    expect(status).toBe(400);
    expect(body.error).toContain("(OpenAPI)");
    expect((await codat.get("/companies/not-a-uuid")).status).toBe(400);
  });
});
