// The README's comment, by a run that crashed after it and began again.
import { silentLogger } from "@osorganicai/core";
import { sayHello } from "./example.ts";

const context = {
  runId: "1@acme/shop#1",
  subject: "acme/shop#1",
  delivery: { id: "1", event: "issues", action: "opened", repository: "acme/shop", subject: "acme/shop#1" },
  log: silentLogger,
  step: (_name, work) => work(),
};
await sayHello(context);
await sayHello(context);
console.log("true");
