// A handler in a server of node:http
export type { NodeListenerOptions } from "./node/create-node-listener.ts";
export { createNodeListener } from "./node/create-node-listener.ts";
