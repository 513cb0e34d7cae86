// A server that ends a connection in the very moment in which it is ready: both arrive in one packet.
import { createServer, type AddressInfo } from "node:net";
import { PrismaPg } from "@prisma/adapter-pg";
import { expect, test } from "vitest";
import { PooledClient } from "./db";

function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const WELCOME = message("R", Buffer.alloc(4)); // no password asked for
const READY = message("Z", Buffer.from("I"));
const ENDED = message(
  "E",
  Buffer.from("SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0"),
);

test("a connection that ends while the pool hands it over fails its transaction, and the process lives on", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(Buffer.concat([WELCOME, READY, ENDED])));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const connectionString = `postgresql://anybody@127.0.0.1:${port}/anything`;
  const adapter = await new PrismaPg({ connectionString, Client: PooledClient }).connect();
  try {
    await expect(adapter.startTransaction()).rejects.toThrow();
    await expect(adapter.queryRaw({ sql: "SELECT 1", args: [], argTypes: [] })).rejects.toThrow();
  } finally {
    await adapter.dispose();
    server.close();
  }
});
