// The README's question to a model.
import { createContext } from "./create-context.mjs";
import { isUrgent } from "./example.ts";

const answer = await isUrgent(createContext(), "The shop is down.").catch(({ code, message }) => ({
  code,
  message,
}));
console.log(JSON.stringify(answer));
