import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "./codat-client";
import { connection, dataStatus, nothing, optionModel, pushOperation } from "./codat-shapes";

const KEY = "a-very-secret-key";
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const server = createServer((request, response) => answer(request, response));
let client: ReturnType<typeof createClient>;
let baseUrl: string;

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  baseUrl = `http://127.0.0.1:${port}/`;
  client = createClient({ baseUrl, apiKey: KEY, timeoutMs: 10_000 });
});
afterAll(() => server.close());

const reply = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  answer = (_, response) =>
    response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
};
const call = (by = client) => by({ method: "GET", path: "/companies?tags=uid%3Dx", answer: nothing });
const PAGES = ["", "<html>Not Found</html>", "null", '"no"', "[]", "{}", '{"message":"Not Found"}'];
const error = (statusCode: number) => ({
  statusCode,
  error: "No.",
  correlationId: "c-1",
  validation: { errors: [{ itemId: "NominalCode", message: "Too long." }] },
});

describe("the client", () => {
  it("sends Basic authorization, the key of the write and the very bytes it was given", async () => {
    const seen: Record<string, unknown> = {};
    answer = (request, response) => {
      Object.assign(seen, {
        authorization: request.headers.authorization,
        key: request.headers["idempotency-key"],
        url: request.url,
      });
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        seen.body = Buffer.concat(parts).toString();
        response.end("{}");
      });
    };
    await client({
      method: "POST",
      path: "/x",
      body: '{"amount":466.70}',
      idempotencyKey: "guid",
      answer: nothing,
    });
    expect(seen).toEqual({
      authorization: `Basic ${Buffer.from(KEY).toString("base64")}`,
      key: "guid",
      url: "/x",
      body: '{"amount":466.70}',
    });
  });

  it.each([
    [400, "rejected"],
    [401, "not-allowed"],
    [402, "not-allowed"],
    [403, "not-allowed"],
    [404, "not-found"],
    [409, "in-flight"],
    [422, "key-reused"],
    [500, "breakdown"],
    [503, "breakdown"],
  ])("gives %i its own outcome: %s, with the correlation id", async (status, kind) => {
    reply(status, error(status));
    const { outcome, record } = await call();
    expect(outcome).toMatchObject({ kind, correlationId: "c-1" });
    expect(record).toMatchObject({ httpStatus: status, path: "/companies", outcome: kind });
  });

  it("reads the platform's reasons of a 400", async () => {
    reply(400, error(400));
    expect((await call()).outcome).toMatchObject({
      sentence: "No.",
      validation: [{ field: "NominalCode", message: "Too long." }],
    });
  });

  it("codat row 29: reads Retry-After, and whether the day's quota is gone for everybody", async () => {
    reply(429, error(429), { "retry-after": "17", "x-rate-limit-remaining": "0" });
    expect((await call()).outcome).toMatchObject({
      kind: "rate-limited",
      retryAfterSeconds: 17,
      isForAll: true,
    });
    reply(429, error(429), { "x-rate-limit-remaining": "12" });
    expect((await call()).outcome).toMatchObject({ retryAfterSeconds: 5, isForAll: false });
  });

  it.each([["<html>bad gateway</html>"], [""], ["[]"]])(
    "takes a good status with %j for an unknown outcome where something was expected",
    async (body) => {
      reply(200, body);
      const { outcome } = await client({ method: "POST", path: "/x", answer: pushOperation });
      expect(outcome.kind).toBe("breakdown");
    },
  );

  it.each([["<html>bad gateway</html>"], ["plain words"], ['{"half":']])(
    "takes a good status with %j, which is no JSON, for unknown even where nothing was expected",
    async (body) => {
      reply(200, body);
      expect((await call()).outcome.kind).toBe("breakdown");
    },
  );

  it.each([400, 402, 403, 404, 409, 422].flatMap((status) => PAGES.map((page) => [status, page] as const)))(
    "takes a %i with %j, which is not Codat's, for unknown: never for absent, refused or known",
    async (status, page) => {
      reply(status, page);
      expect((await call()).outcome.kind).toBe("breakdown");
    },
  );

  it("stops after its time and on a broken connection, and never follows a redirect with the key", async () => {
    answer = () => {};
    expect((await call(createClient({ baseUrl, apiKey: KEY, timeoutMs: 300 }))).outcome).toMatchObject({
      kind: "no-answer",
      sentence: "Codat did not respond in time.",
    });
    answer = (request) => request.socket.destroy();
    expect((await call()).outcome).toMatchObject({
      kind: "no-answer",
      sentence: "The connection to Codat was lost.",
    });
    reply(302, "", { location: "http://127.0.0.1:1/elsewhere" });
    expect((await call()).outcome.kind).toBe("no-answer");
  });

  it("codat row 45: says its key nowhere", async () => {
    const all = [];
    for (const status of [200, 401, 500]) {
      reply(status, error(status));
      all.push(await call());
    }
    answer = (request) => request.socket.destroy();
    all.push(await call());
    const text = JSON.stringify(all);
    expect(text).not.toContain(KEY);
    expect(text).not.toContain(Buffer.from(KEY).toString("base64"));
  });
});

describe("answers are read leniently", () => {
  const operation = {
    companyId: "c",
    pushOperationKey: "k",
    dataConnectionKey: "d",
    requestedOnUtc: "2026-01-01T00:00:00",
    statusCode: 202,
  };

  it.each([
    ["null", { completedOnUtc: null, validation: null, changes: null, errorMessage: null, dataType: null }],
    ["absent", {}],
  ])("what is %s is no error", (_, rest) => {
    expect(pushOperation.parse({ ...operation, status: "Pending", ...rest })).toMatchObject({
      status: "Pending",
      recordId: null,
      error: null,
      validation: [],
    });
  });

  it("a new word is Unknown, and never a crash", () => {
    expect(pushOperation.parse({ ...operation, status: "Reticulating" }).status).toBe("Unknown");
    expect(pushOperation.parse(operation).status).toBe("Unknown");
    expect(connection.parse({ id: "x", status: "Sleeping", dataConnectionErrors: "none" })).toMatchObject({
      status: "Unknown",
      problem: null,
    });
    expect(dataStatus.parse({ suppliers: { currentStatus: "Dreaming" }, customers: null })).toEqual({
      suppliers: { status: "Unknown", lastSuccessfulSync: null },
    });
  });

  it("an option model is read at any depth", () => {
    const model = optionModel.parse({
      type: "Object",
      required: true,
      properties: {
        a: {
          type: "Array",
          displayName: "A",
          required: false,
          properties: { b: { type: "String", required: true, options: [{ value: "x" }] } },
        },
      },
    });
    expect(model.properties!.a!.properties!.b).toMatchObject({
      required: true,
      options: [{ value: "x", displayName: null }],
    });
  });
});
