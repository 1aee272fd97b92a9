import { UsageError } from "../run/usage-error.ts";
import { type Addition, addFiles } from "./addition.ts";
import { nameAgent } from "./name-agent.ts";

/** The places of a team, and whose class is extended there. */
interface Place {
  readonly role: string;
  readonly base: string;
  readonly module: string;
  /** What `name` says, as it stands in the audit trail. */
  readonly agent: string;
  readonly body: string;
}

const facts = `  /** Facts that stand before every prompt. */
  override getDomainContext(): string {
    return "";
  }
`;

const outcome = `  protected override async handle(context: RunContext): Promise<Outcome> {
    const outcome = await super.handle(context);
    context.log.info("my.outcome", { kind: outcome.kind });
    return outcome;
  }
`;

const places: Readonly<Record<string, Place>> = {
  "product-owner": {
    role: "productOwner",
    base: "ProductOwnerAgent",
    module: "@osorganicai/agents-po",
    agent: "product_owner",
    body: facts,
  },
  developer: {
    role: "developer",
    base: "DeveloperAgent",
    module: "@osorganicai/agents-dev",
    agent: "developer",
    body: facts,
  },
  ci: { role: "ci", base: "CiAgent", module: "@osorganicai/agents-dev", agent: "ci", body: outcome },
  deployment: {
    role: "deployment",
    base: "DeploymentAgent",
    module: "@osorganicai/agents-dev",
    agent: "deployment",
    body: outcome,
  },
};

/** A class of the child's own for a place in the team, its line in the configuration, and a test. */
export function addAgent(root: string, name: string): Addition {
  const place = places[name];
  if (!place)
    throw new UsageError(
      `A team has places for ${Object.keys(places).join(", ")}, and none for ${name}: another one needs a route and a subject of its own. ` +
        "What belongs to the Developer's work can be a tool of yours: override tools() in src/agents/developer.ts.",
    );
  const files = {
    [`src/agents/${name}.ts`]: renderAgent(place),
    [`tests/${name}.test.ts`]: renderTest(place, name),
  };
  return addFiles(root, files, (tree) => nameAgent(tree, place.role, `./src/agents/${name}.ts`));
}

function className({ base }: Place): string {
  return `My${base.replace(/Agent$/, "")}`;
}

function renderAgent(place: Place): string {
  const types = place.body.includes("RunContext")
    ? 'import type { Outcome, RunContext } from "@osorganicai/core";\n'
    : "";
  const imports = `import { ${place.base} } from "${place.module}";\n${types}`;
  return `${imports}\n/** Yours: override what your team does otherwise. */\nexport default class ${className(place)} extends ${place.base} {\n${place.body}}\n`;
}

function renderTest(place: Place, name: string): string {
  return `import assert from "node:assert/strict";
import { test } from "node:test";
import config from "../osorganicai.config.ts";
import ${className(place)} from "../src/agents/${name}.ts";

test("the team's ${name} is ours", async () => {
  const loaded = await config.agents?.${place.role}?.();
  assert.equal(loaded?.default, ${className(place)});
  assert.equal(new ${className(place)}({} as never).name, "${place.agent}");
});
`;
}
