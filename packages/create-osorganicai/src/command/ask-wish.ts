import { basename, resolve } from "node:path";
import { confirm, intro, isCancel, select, text } from "@clack/prompts";
import { isModelName, modelNameForm } from "@osorganicai/core";
import { type Domain, domains } from "../child/child-answers.ts";
import { findNameProblem, findOwnerProblem } from "../spawn/check-answers.ts";
import type { SpawnFlags } from "./spawn-flags.ts";
import { Interrupted } from "./until-interrupted.ts";
import type { Wish } from "./wish.ts";

/** What each domain's agents know at first, for whoever chooses. */
const hints: Readonly<Record<Domain, string>> = {
  generic: "nothing in particular: you say what matters",
  "e-commerce": "stock, money, shipping, orders",
  fintech: "ledgers, rounding, idempotency, strong authentication, audit",
  healthcare: "consent, minimum necessary, audit of access, FHIR",
  "developer-tools": "versions, deprecations, exit codes, reproducible builds",
};

/** Asks for whatever no flag says. @throws Interrupted when the person gives up */
export async function askWish(
  directory: string | undefined,
  flags: SpawnFlags,
  currentFolder: string,
): Promise<Wish> {
  intro("A repository with a development team of its own");
  const folder =
    directory ?? (await ask(text({ message: "Folder", placeholder: "my-shop", defaultValue: "my-shop" })));
  const absolute = resolve(currentFolder, folder);
  const name = flags.name ?? (await askName(basename(absolute)));
  const domain = flags.domain ?? (await askDomain());
  const owner = flags.owner ?? (await askOwner());
  const model = flags.model ?? (await askModel());
  const supabase =
    flags.supabase ?? (await ask(confirm({ message: "With migrations for Supabase?", initialValue: true })));
  const answers = { name, domain, ...(owner && { owner }), ...(model && { model }), supabase };
  return { directory: absolute, answers };
}

async function ask<T>(answer: Promise<T>): Promise<Exclude<T, symbol>> {
  const value = await answer;
  if (isCancel(value)) throw new Interrupted();
  return value as Exclude<T, symbol>;
}

/** Only when the folder's name will not do. */
async function askName(folder: string): Promise<string> {
  if (findNameProblem(folder) === undefined) return folder;
  return ask(
    text({
      message: "Name (of repository, package and deployment)",
      validate: (name = "") => findNameProblem(name),
    }),
  );
}

function askDomain(): Promise<Domain> {
  const options = domains.map((value) => ({ value, label: value, hint: hints[value] }));
  return ask(select<Domain>({ message: "Domain", options }));
}

function askOwner(): Promise<string> {
  return ask(
    text({
      message: "GitHub account the repository will belong to (may be left out)",
      defaultValue: "",
      validate: (owner = "") => (owner === "" ? undefined : findOwnerProblem(owner)),
    }),
  );
}

function askModel(): Promise<string> {
  return ask(
    text({
      message: "Model (may be left out: what fits your API key)",
      placeholder: "anthropic:claude-sonnet-5-5",
      defaultValue: "",
      validate: (model = "") =>
        model === "" || isModelName(model) ? undefined : `Expected ${modelNameForm}.`,
    }),
  );
}
