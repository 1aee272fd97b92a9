import { UsageError } from "../run/usage-error.ts";
import { type Addition, addFiles } from "./addition.ts";
import { nameAgent } from "./name-agent.ts";
import { renderOwnAgent } from "./render-own-agent.ts";

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

/**
 * A class of the child's own, its line in the configuration, and a test. In a built-in place it extends ours; under any
 * other name it is one more agent, with a route of its own: the label of that name.
 */
export function addAgent(root: string, name: string): Addition {
  const place = places[name];
  if (place === undefined) return addOwnAgent(root, name);
  const files = {
    [`src/agents/${name}.ts`]: renderAgent(place),
    [`tests/${name}.test.ts`]: renderTest(place, name),
  };
  const module = `./src/agents/${name}.ts`;
  return addFiles(root, files, (tree) => nameAgent(tree, { name: place.role, module }));
}

function addOwnAgent(root: string, name: string): Addition {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 50)
    throw new UsageError(
      `${name} cannot name an agent: lower-case letters, digits and single hyphens, at most 50, e.g. security-reviewer. ` +
        `The built-in places are ${Object.keys(places).join(", ")}.`,
    );
  const module = `./src/agents/${name}.ts`;
  return addFiles(root, renderOwnAgent(name), (tree) => nameAgent(tree, { name, module, label: name }));
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
