import type { StoryStream, Storyteller } from "./storyteller.ts";
import { tellInLines } from "./tell-in-lines.ts";
import { tellToTerminal } from "./tell-to-terminal.ts";

/** Colours and a running clock for a terminal, plain lines with seconds for everything else. */
export function createStoryteller(stream: StoryStream): Storyteller {
  return stream.isTTY ? tellToTerminal(stream) : tellInLines(stream);
}
