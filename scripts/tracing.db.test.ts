// Traces from a request to the job that it adds, in two processes, at a collector that speaks OTLP over HTTP.
import { execFileSync } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "@/lib/db";
import { addJob } from "@/lib/queue";
import { traced } from "@/lib/tracing";
import { until } from "./cluster/daemon";
import { said, startProcess, stopProcess } from "./processes";
import { startTracing } from "./tracing.js";

type Value = { stringValue?: string };
type Span = {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  status: { code?: number };
  attributes: { key: string; value: Value }[];
  service: string;
};
type Body = {
  resourceSpans: {
    resource: { attributes: { key: string; value: Value }[] };
    scopeSpans: { spans: Omit<Span, "service">[] }[];
  }[];
};

const REQUEST = "request-of-the-test";
const spans: Span[] = [];
let collector: Server;
let endpoint: string;

beforeAll(async () => {
  collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.url === "/v1/traces") collect(JSON.parse(Buffer.concat(chunks).toString("utf8")) as Body);
      response.setHeader("Content-Type", "application/json").end("{}");
    });
  });
  await new Promise<void>((listening) => collector.listen(0, "127.0.0.1", listening));
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});
afterAll(() => {
  delete (globalThis as { __modernLendingTracing?: object }).__modernLendingTracing;
  delete (globalThis as { __modernLendingWeb?: object }).__modernLendingWeb;
  delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  collector.close();
});

function collect({ resourceSpans }: Body) {
  for (const { resource, scopeSpans } of resourceSpans) {
    const service = resource.attributes.find(({ key }) => key === "service.name")!.value.stringValue!;
    for (const { spans: some } of scopeSpans) spans.push(...some.map((span) => ({ ...span, service })));
  }
}

describe("without a collector", () => {
  test("nothing of it is loaded, and work is simply done", async () => {
    expect(await startTracing("test")).toBeNull();
    expect(await traced("work", {}, async () => 5)).toBe(5);
    expect(loaded({})).toBe("0");
    expect(Number(loaded({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }))).toBeGreaterThan(10);
  });

  /** How many files of OpenTelemetry a process has loaded after the start. */
  function loaded(env: Record<string, string>): string {
    const program = `
      const { startTracing } = await import(${JSON.stringify(new URL("tracing.js", import.meta.url).href)});
      await (await startTracing("test"))?.stop();
      const { createRequire } = await import("node:module");
      const { cache } = createRequire(${JSON.stringify(import.meta.url)});
      console.log(Object.keys(cache).filter((file) => file.includes("@opentelemetry")).length);`;
    return execFileSync(process.execPath, ["--input-type=module", "-e", program], {
      ...{ encoding: "utf8", env: { ...process.env, ...env } },
      cwd: fileURLToPath(new URL("..", import.meta.url)),
    }).trim();
  }
});

describe("with a collector", () => {
  test("a request and the job that it adds are one trace, and the job's log has the request's id", async () => {
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT = endpoint;
    const tracing = (await startTracing("modern-lending-web"))!;
    (globalThis as { __modernLendingWeb?: object }).__modernLendingWeb = { requestId: () => REQUEST };
    const worker = startProcess(
      ["scripts/worker.ts"],
      { ...process.env, LOG_LEVEL: "warn" },
      { stderr: "pipe" },
    );
    let log = "";
    worker.stderr!.on("data", (chunk: Buffer) => (log += chunk.toString()));
    try {
      await said(worker, "Worker is ready");
      await traced("request", { "request.id": REQUEST }, () =>
        inTransaction((tx) => addJob(tx, "read-bank-file", { fileId: "there is none" })),
      );
      await until("the job's failure", () => log.includes("a job failed"));
    } finally {
      await stopProcess(worker); // which sends what it still has
      await tracing.stop();
    }

    const request = spans.find(({ name }) => name === "request")!;
    const job = spans.find(({ name }) => name === "job read-bank-file")!;
    expect(request.service).toBe("modern-lending-web");
    expect(job).toMatchObject({
      ...{ service: "modern-lending-worker", traceId: request.traceId, status: { code: 2 } },
      attributes: expect.arrayContaining([{ key: "request.id", value: { stringValue: REQUEST } }]) as object,
    });
    const ofTrace = spans.filter(({ traceId }) => traceId === request.traceId);
    expect(
      ofTrace.some(({ name, service }) => /prisma/.test(name) && service === "modern-lending-worker"),
    ).toBe(true);
    const known = new Set(ofTrace.map(({ spanId }) => spanId));
    const strays = ofTrace.filter(({ parentSpanId }) => parentSpanId && !known.has(parentSpanId));
    expect(strays, "each span's parent arrived too").toEqual([]);

    const lines = log.split("\n").filter((line) => line.includes("a job failed"));
    expect(JSON.parse(lines[0]!)).toMatchObject({
      requestId: REQUEST,
      job: expect.stringMatching(/^read-bank-file \d+$/) as string,
    });
  });
});
