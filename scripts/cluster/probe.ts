// Writers that ask the database for one row after the other and note when each was acknowledged: the longest gap is the outage.
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

export const PROBE_TABLE = `
  CREATE TABLE public.cluster_probe (lane text NOT NULL, n bigint NOT NULL, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (lane, n));
  GRANT INSERT, SELECT ON public.cluster_probe TO modern_lending_app`;
const EVERY_MS = 40;

export class Probe {
  readonly lane: string;
  /** When each row was acknowledged, on the monotonic clock. */
  readonly acknowledged: number[] = [];
  readonly codes = new Map<string, number>();
  private readonly url: string;
  private isOver = false;
  private running: Promise<void> | null = null;

  constructor(lane: string, url: string) {
    this.lane = lane;
    this.url = url;
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  /** Milliseconds of the longest time without an acknowledged row between two moments, and when it ended. */
  longestGap(from: number, to: number): { ms: number; end: number } {
    const before = this.acknowledged.findLast((at) => at <= from) ?? from;
    const within = this.acknowledged.filter((at) => at > from && at <= to);
    let longest = { ms: 0, end: from };
    let last = before;
    for (const at of within) {
      if (at - last > longest.ms) longest = { ms: at - last, end: at };
      last = at;
    }
    return longest;
  }

  private async run(): Promise<void> {
    let client: pg.Client | null = null;
    for (let n = 0; !this.isOver;) {
      try {
        client ??= await connected(this.url);
        await client.query("INSERT INTO cluster_probe (lane, n) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
          this.lane,
          n,
        ]);
        this.acknowledged.push(performance.now());
        n++;
        await wait(EVERY_MS);
      } catch (error) {
        const { code, message } = error as { code?: string; message: string };
        const words = code ?? message.slice(0, 60);
        this.codes.set(words, (this.codes.get(words) ?? 0) + 1);
        void client?.end().catch(() => {});
        client = null;
        await wait(EVERY_MS);
      }
    }
    await client?.end().catch(() => {});
  }
}

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 3000,
    keepAlive: true,
    query_timeout: 60_000,
  });
  client.on("error", () => {});
  await client.connect();
  return client;
}
