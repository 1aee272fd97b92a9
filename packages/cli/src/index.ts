// The command line as a function, for tools and tests
export { exitCodes } from "./exit-codes.ts";
export { runCli } from "./run-cli.ts";
