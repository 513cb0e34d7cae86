// Visitors of one page: connections that are kept, each asking again as soon as the last byte has arrived.
import { Agent, get, type IncomingMessage } from "node:http";
import { closedLoop, percentiles } from "./measure";
import { countCpu } from "./process-usage";

const AS_A_BROWSER = { accept: "text/html", "accept-encoding": "gzip, deflate, br, zstd" };

export type Visits = {
  perSecond: number;
  p50: number;
  p95: number;
  /** Of the web server's processes, and of all processes of the product. */
  webCpuMs: number;
  allCpuMs: number;
};

export async function visit(options: {
  url: string;
  cookie: string;
  connections: number;
  seconds: number;
  web: number[];
  all: number[];
}): Promise<Visits> {
  const { url, cookie, connections, seconds, web, all } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const used = { web: countCpu(web), all: countCpu(all) };
  try {
    const result = await closedLoop({
      callers: connections,
      seconds,
      warmUp: 0,
      ask: async () => (await fetchWhole(url, { cookie, ...AS_A_BROWSER }, agent)).bytes > 0,
    });
    const { p50, p95 } = percentiles(result.milliseconds);
    // The last request of each connection ends after the time is up: its CPU time counts, so it does too.
    const answered = result.events + connections;
    return {
      perSecond: result.events / seconds,
      p50,
      p95,
      webCpuMs: (used.web() * 1000) / answered,
      allCpuMs: (used.all() * 1000) / answered,
    };
  } finally {
    agent.destroy();
  }
}

/** @returns the size of the page as it is read, and as it travels to a browser */
export async function sizeOf(url: string, cookie: string): Promise<{ html: number; wire: number }> {
  const agent = new Agent();
  const html = await fetchWhole(url, { cookie, accept: "text/html" }, agent);
  const wire = await fetchWhole(url, { cookie, ...AS_A_BROWSER }, agent);
  return { html: html.bytes, wire: wire.bytes };
}

function fetchWhole(url: string, headers: Record<string, string>, agent: Agent): Promise<{ bytes: number }> {
  return new Promise((done, failed) => {
    const read = (answer: IncomingMessage) => {
      if (answer.statusCode !== 200) return failed(new Error(`${url} answered ${answer.statusCode}.`));
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
      answer.on("end", () => done({ bytes }));
      answer.on("error", failed);
    };
    get(url, { headers, agent }, read).on("error", failed);
  });
}
