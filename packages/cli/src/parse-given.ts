import { InvalidArgumentError } from "commander";

/** An option's value. An unset variable of a shell must not mean the folder one happens to stand in. */
export function parseGiven(value: string): string {
  if (value.trim() !== "") return value;
  throw new InvalidArgumentError("It is empty.");
}
