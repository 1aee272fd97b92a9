// The README's repair of a checkout.
import { fixTotal } from "./example.ts";

const { found, exitCode, changeSet } = await fixTotal(process.env.COMMIT);
const paths = (files) => files.map(({ path }) => path);
console.log(JSON.stringify({ exitCode, found: paths(found), changed: paths(changeSet.changes) }));
