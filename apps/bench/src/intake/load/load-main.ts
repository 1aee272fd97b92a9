// The sender's own process. Its argument is a Load as JSON; it prints a LoadResult.
import { type Load, sendLoad } from "./send-load.ts";

const load = JSON.parse(process.argv[2] ?? "") as Load;
process.stdout.write(`${JSON.stringify(await sendLoad(load))}\n`);
