#!/usr/bin/env node
import { text } from "node:stream/consumers";
import { runCli } from "./cli/run-cli.ts";

process.exitCode = await runCli(process.argv.slice(2), {
  readInput: () => text(process.stdin),
  print: (output) => void process.stdout.write(output),
  note: (output) => void process.stderr.write(output),
});
