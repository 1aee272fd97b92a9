// The README's comment, by a run that crashed after it and began again.
import { createContext } from "./create-context.mjs";
import { sayHello } from "./example.ts";

await sayHello(createContext());
await sayHello(createContext());
console.log("true");
