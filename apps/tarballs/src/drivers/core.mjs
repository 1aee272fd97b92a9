// The README's agent, run by a context and ports that somebody wrote by hand.
import { silentLogger, systemClock } from "@osorganicai/core";
import { Greeter } from "./example.ts";

const said = [];
const actions = [];
const agent = new Greeter({
  github: { comment: async (_context, issue, comment) => said.push({ ...issue, ...comment }) },
  store: { actions: { append: async (action) => actions.push(action.actionType) } },
  log: silentLogger,
  clock: systemClock,
});
const outcome = await agent.run({
  runId: "1@acme/shop#7",
  subject: "acme/shop#7",
  delivery: { id: "1", event: "issues", action: "opened", repository: "acme/shop", subject: "acme/shop#7" },
  log: silentLogger,
  step: (_name, work) => work(),
});
console.log(JSON.stringify({ outcome, said, actions }));
