// An engine whose database is not there.
import { createEngine } from "@osorganicai/worker";

const database = { url: "postgres://127.0.0.1:9/nothing" };
const engine = createEngine({ name: "my-shop", database, handle: async () => {} });
const error = await engine.migrate().catch(({ code, message }) => ({ code, message }));
console.log(JSON.stringify(error));
