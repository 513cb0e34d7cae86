// A way to the database that can be cut and opened again, as when its primary changes.
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export type Gate = {
  /** The same database and login through the gate. */
  through: (url: string) => string;
  /** Ends every connection at once, and every new one until `open`. */
  cut: () => void;
  open: () => void;
  close: () => void;
};

export async function startGate(serverPort: number): Promise<Gate> {
  const sockets = new Set<Socket>();
  let isOpen = true;
  const server = createServer((socket) => {
    if (!isOpen) return void socket.destroy(); // as HAProxy does while no server is up
    const real = connect(serverPort, "127.0.0.1");
    for (const [one, other] of [
      [socket, real],
      [real, socket],
    ] as const) {
      sockets.add(one);
      one
        .on("error", () => {})
        .on("close", () => {
          sockets.delete(one);
          other.destroy();
        });
    }
    socket.pipe(real).pipe(socket);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const endAll = () => sockets.forEach((socket) => socket.destroy());
  return {
    through: (address) => Object.assign(new URL(address), { port: String(port) }).toString(),
    cut: () => {
      isOpen = false;
      endAll();
    },
    open: () => void (isOpen = true),
    close: () => {
      endAll();
      server.close();
    },
  };
}
