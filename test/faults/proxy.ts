// A road to PostgreSQL on which things get lost. It distinguishes one call from the next by the server's ReadyForQuery, which
// comes after COMMIT, so that it can lose exactly the answer to a COMMIT.
import { connect, createServer, type Socket } from "node:net";

/**
 * - `pass`: nothing happens.
 * - `cut-before`: the connection ends before the server hears of the call.
 * - `cut-midway`: it ends while the server works; whether that commits is up to it.
 * - `cut-after`: the server has committed, and its answer is dropped.
 * - `cut-end`: the answer arrives except for its end, the word that it is final.
 * - `stall`: nothing arrives any more and nothing ends.
 */
export type Fate = "pass" | "cut-before" | "cut-midway" | "cut-after" | "cut-end" | "stall";

export type Proxy = {
  port: number;
  calls: () => number;
  /** Ends the connections that stall. */
  repair: () => void;
  close: () => Promise<void>;
};

/** Listens on a separate port in front of the server on `target`; `fate` decides about each call, counted from 0. */
export async function startProxy(target: number, fate: (call: number) => Fate): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const stalled = new Set<Socket>();
  let calls = 0;
  const listener = createServer((client) => {
    const server = connect(target, "127.0.0.1");
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    let isReady = false; // the session is open: from here on what the client sends is a call
    let now: Fate | null = null;
    client.on("data", (data) => {
      if (isReady && now === null) now = fate(calls++);
      if (now === "cut-before") return client.destroy();
      if (now === "stall") return void stalled.add(client);
      server.write(data);
      if (now === "cut-midway") server.end(() => setTimeout(() => client.destroy(), 2));
    });
    server.on("data", (data) => {
      const ends = endsReady(data);
      if (now === "stall" || now === "cut-midway") return;
      if (ends && now === "cut-after") return client.destroy();
      if (ends && now === "cut-end") return client.end(data.subarray(0, -READY_LENGTH));
      if (now !== "cut-after") client.write(data);
      if (ends) {
        isReady = true;
        now = null;
      }
    });
  });
  await new Promise<void>((done) => listener.listen(0, "127.0.0.1", done));
  const address = listener.address();
  if (!address || typeof address === "string") throw new Error("The proxy has no port.");
  return {
    port: address.port,
    calls: () => calls,
    repair: () => {
      for (const socket of stalled) socket.destroy();
      stalled.clear();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => listener.close(done));
    },
  };
}

const READY_LENGTH = 6; // "Z", a length of 5, one letter for the state of the transaction

function endsReady(data: Buffer): boolean {
  const at = data.length - READY_LENGTH;
  return at >= 0 && data[at] === 0x5a && data.readInt32BE(at + 1) === 5;
}
