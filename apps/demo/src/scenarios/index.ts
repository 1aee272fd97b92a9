import { bugfixJavascript } from "./bugfix-javascript.ts";
import { featureTypescript } from "./feature-typescript.ts";
import type { Scenario } from "./scenario.ts";

/** Every scenario of the demo; the first is the one that runs when none is named. */
export const scenarios: readonly Scenario[] = [featureTypescript, bugfixJavascript];
