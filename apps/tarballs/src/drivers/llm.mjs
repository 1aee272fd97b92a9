// The README's question to a model.
import { silentLogger } from "@osorganicai/core";
import { isUrgent } from "./example.ts";

const context = {
  runId: "1@acme/shop#1",
  subject: "acme/shop#1",
  delivery: { id: "1", event: "issues", action: "opened", repository: "acme/shop", subject: "acme/shop#1" },
  log: silentLogger,
  step: (_name, work) => work(),
};
const answer = await isUrgent(context, "The shop is down.").catch(({ code, message }) => ({ code, message }));
console.log(JSON.stringify(answer));
