#!/usr/bin/env node
import { runCli } from "./run-cli.ts";

// Everything is closed by now; what a library may have left open must not keep the process.
process.exit(await runCli(process.argv.slice(2)));
