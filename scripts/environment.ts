// What the programs under scripts/ share about their surroundings.
import { existsSync } from "node:fs";
import { createServer } from "node:net";

export const DATABASE = "modern_lending";

/** Reads `.env` into the environment when there is one; what is already set wins. */
export function loadEnvFile() {
  if (existsSync(".env")) process.loadEnvFile(".env");
}

export function postgresPort() {
  const text = process.env.POSTGRES_PORT || "54329";
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error("POSTGRES_PORT must be a port number.");
  return port;
}

/** The owner's connection to the embedded server of `npm start`. */
export function defaultOwnerUrl() {
  return `postgresql://postgres:postgres@127.0.0.1:${postgresPort()}/${DATABASE}`;
}

/** @throws with a sentence for the person when something else listens on the port already */
export async function requireFreePort(port: number, what: string, variable: string) {
  for (const host of ["127.0.0.1", "::"]) {
    // One after the other: "::" also means 127.0.0.1 on most systems, so two probes at once would find each other.
    if (await isFree(port, host)) continue;
    throw new Error(
      `Port ${port} for ${what} is in use by another program. Stop it, or choose another port with ${variable}.`,
    );
  }
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer();
    // A machine without IPv6 has nothing there that could be taken.
    probe.once("error", (error: NodeJS.ErrnoException) =>
      answer(error.code !== "EADDRINUSE" && error.code !== "EACCES"),
    );
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => answer(true)));
  });
}
