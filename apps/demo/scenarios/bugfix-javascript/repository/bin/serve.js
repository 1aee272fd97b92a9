"use strict";

const http = require("node:http");
const { remindersFor } = require("../lib/index.js");

const server = http.createServer(async (request, response) => {
  const reply = (status, body) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  };
  if (request.url === "/api/health")
    return reply(200, { status: "ok", version: require("../package.json").version });
  if (request.method !== "POST" || request.url !== "/reminders") return reply(404, { error: "not found" });
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { loans, today } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  reply(200, remindersFor(loans, today));
});

server.listen(process.env.PORT || 8080, "127.0.0.1");
