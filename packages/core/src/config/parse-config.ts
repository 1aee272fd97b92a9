import { z } from "zod";
import type { AgentRole } from "../agent/agent-role.ts";
import { OSOrganicError } from "../errors.ts";
import type { ModelTier } from "../ports/language-model.ts";
import type { AgentLoader, EmbedderLoader, InstanceConfig } from "./define-config.ts";
import { findUnroutable } from "./find-unroutable.ts";
import { isModelName, modelNameForm } from "./model-name.ts";
import type { OwnRoute } from "./own-route.ts";

/** A configuration with every default filled in. Fields are those of {@link InstanceConfig}. */
export interface ResolvedConfig {
  readonly name: string;
  readonly agents: { readonly [Role in AgentRole]?: AgentLoader | undefined } & Readonly<
    Record<string, AgentLoader | undefined>
  >;
  readonly routes: readonly OwnRoute[];
  readonly models: { readonly [Tier in ModelTier]?: string | undefined } & {
    readonly prices: Readonly<Record<string, { readonly input: number; readonly output: number }>>;
  };
  readonly repository: {
    readonly baseBranch?: string | undefined;
    readonly autoMerge: boolean;
    readonly requirePreview: boolean;
    readonly checks?: readonly string[] | undefined;
  };
  readonly code: { readonly embedder?: EmbedderLoader | undefined; readonly rerank: boolean };
  readonly limits: {
    readonly maxTurns: number;
    readonly maxQuestionRounds: number;
    readonly commandSeconds: number;
    readonly concurrency: number;
    readonly totalConcurrency?: number | undefined;
    readonly keepDays: number;
    readonly models: NonNullable<NonNullable<InstanceConfig["limits"]>["models"]>;
  };
}

/**
 * Checks a configuration and fills in its defaults.
 * @throws OSOrganicError `config_invalid` that names each wrong field, what was expected and what was received
 */
export function parseConfig(config: InstanceConfig): ResolvedConfig {
  const result = schema.safeParse(config);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => describe(issue, config));
  throw new OSOrganicError(
    "config_invalid",
    `osorganicai.config.ts is not valid.\n${problems.map((line) => `  - ${line}`).join("\n")}`,
    {
      details: { problems },
    },
  );
}

const loader = z.custom<AgentLoader>((value) => typeof value === "function", {
  error: "expected a function that imports the agent, e.g. () => import('./src/agents/developer.ts')",
});
const embedderLoader = z.custom<EmbedderLoader>((value) => typeof value === "function", {
  error: "expected a function that imports the embedder, e.g. () => import('./src/embedder.ts')",
});
const model = z.string().refine(isModelName, { error: `expected ${modelNameForm}` });
const price = z.strictObject({ input: z.number().nonnegative(), output: z.number().nonnegative() });

const route = z.strictObject({
  on: z.string().regex(/^[a-z_]+(\.[a-z_]+)?$/, {
    error: "expected an event of GitHub with its action, e.g. issues.labeled, or push where there is none",
  }),
  when: z
    .custom<NonNullable<OwnRoute["when"]>>((value) => typeof value === "function", {
      error: "expected a function, e.g. labelIs('security')",
    })
    .optional(),
  run: z.string(),
  about: z.enum(["issue", "commit"]).optional(),
  first: z.boolean().default(false),
});

const fields = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
    error: "expected lower-case letters, digits and hyphens, at most 63",
  }),
  agents: z.record(z.string(), loader.optional()).default({}),
  routes: z.array(route).default([]),
  models: z
    .strictObject({
      small: model.optional(),
      standard: model.optional(),
      strong: model.optional(),
      prices: z.record(model, price).default({}),
    })
    .prefault({}),
  repository: z
    .strictObject({
      baseBranch: z.string().min(1).optional(),
      autoMerge: z.boolean().default(false),
      requirePreview: z.boolean().default(false),
      checks: z.array(z.string().min(1)).min(1).optional(),
    })
    .prefault({}),
  code: z
    .strictObject({ embedder: embedderLoader.optional(), rerank: z.boolean().default(false) })
    .prefault({}),
  limits: z
    .strictObject({
      maxTurns: z.int().min(1).max(1000).default(60),
      maxQuestionRounds: z.int().min(0).max(10).default(3),
      commandSeconds: z.int().min(1).max(86_400).default(300),
      concurrency: z.int().min(1).max(100).default(8),
      totalConcurrency: z.int().min(1).max(10_000).optional(),
      keepDays: z.int().min(7).max(3650).default(90),
      models: z
        .record(
          z.string().min(1),
          z.strictObject({ perMinute: z.int().min(1).optional(), inFlight: z.int().min(1).optional() }),
        )
        .default({}),
    })
    .prefault({}),
});

const schema = fields.superRefine(({ agents, routes }, context) => {
  for (const { path, message } of findUnroutable(Object.keys(agents), routes))
    context.addIssue({ code: "custom", path: [...path], message });
}) as z.ZodType<ResolvedConfig, unknown>; // zod writes | undefined where a route leaves a field out.

function describe(issue: z.core.$ZodIssue, config: unknown): string {
  const field = issue.path.join(".") || "the configuration";
  if (issue.code === "unrecognized_keys")
    return `${field}: unknown ${issue.keys.map((key) => `"${key}"`).join(", ")}. Remove it or correct its spelling.`;
  return `${field}: ${issue.message.replace(/^Invalid input: |, received \w+$/g, "")}, received ${show(valueAt(config, issue.path))}.`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "function") return "a function";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
