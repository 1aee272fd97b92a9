import { relayFolder } from "./file-view.ts";

/** Name of the tunnel's socket in its folder. */
export const socketName = "socket";
/** Sent to the relay: somebody wants to talk to the server. */
export const CALL = "?";
/** The relay's answer: the server has taken the call. From here on, bytes are passed as they are. */
export const CONNECTED = "!";

/**
 * Runs inside, beside a server: its network namespace has no way to the host, a unix socket has. The relay dials out
 * and waits, because then the host never has to open anything that sandboxed code could have put there.
 */
export const relayScript: string = `
const net = require("node:net");
const { pipeline } = require("node:stream");
const port = Number(process.argv[1]);

function standBy() {
  const tunnel = net.connect({ path: "${relayFolder}/${socketName}", allowHalfOpen: true });
  tunnel.on("error", () => tunnel.destroy());
  tunnel.once("readable", () => {
    if (tunnel.read(1) === null) return tunnel.destroy();
    standBy();
    const server = net.connect({ port, host: "localhost", allowHalfOpen: true });
    server.on("error", () => tunnel.destroy());
    server.once("connect", () => {
      if (tunnel.destroyed) return server.destroy();
      tunnel.write("${CONNECTED}");
      pipeline(tunnel, server, tunnel, () => {});
    });
  });
}

for (let waiting = 0; waiting < 4; waiting += 1) standBy();
`;
