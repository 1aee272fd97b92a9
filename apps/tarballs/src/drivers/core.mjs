// The README's agent, run on ports that somebody wrote by hand.
import { silentLogger, systemClock } from "@osorganicai/core";
import { createContext } from "./create-context.mjs";
import { Greeter } from "./example.ts";

const said = [];
const actions = [];
const agent = new Greeter({
  github: { comment: async (_context, issue, comment) => said.push({ ...issue, ...comment }) },
  store: { actions: { append: async (action) => actions.push(action.actionType) } },
  log: silentLogger,
  clock: systemClock,
});
const outcome = await agent.run(createContext({ number: 7 }));
console.log(JSON.stringify({ outcome, said, actions }));
