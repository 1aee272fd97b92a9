// Loaded before Renovate: what it asks of api.github.com, a forge on the loopback answers. Renovate has no setting for that.
import http, { type RequestOptions } from "node:http";
import https from "node:https";

const github = new URL(process.env["FORGE_URL"] ?? "");
const request = https.request;

https.request = ((url: URL, options: RequestOptions, callback?: (response: http.IncomingMessage) => void) => {
  if (url.hostname !== "api.github.com") return request(url, options, callback);
  const { agent: _, createConnection: __, ...more } = options; // made for TLS
  return http.request(new URL(url.pathname, github), more, callback);
}) as typeof https.request;
