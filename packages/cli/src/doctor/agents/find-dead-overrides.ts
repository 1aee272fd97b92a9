import type { AgentClass } from "@osorganicai/core";
import { findNearest } from "./find-nearest.ts";
import type { DeadOverride, InspectedAgent } from "./inspection.ts";

/** An agent's classes, from the child's most special one to the root. */
export interface AgentClasses {
  /** The child's. */
  readonly own: readonly AgentClass[];
  /** Ours, which the child extends. */
  readonly base: readonly AgentClass[];
  /** All program text of the child. */
  readonly sources: string;
}

/** What the instance itself asks of an agent. */
const entries: ReadonlySet<string> = new Set(["run"]);

/**
 * Members of a child's agent that change nothing: no class of ours has the name, or ours has it and never uses it.
 * What the child's own code uses is a helper, not an override. Classes tell their own source, so no compiler is needed.
 */
export function findDeadOverrides({
  own,
  base,
  sources,
}: AgentClasses): Pick<InspectedAgent, "overrides" | "dead"> {
  const baseText = base.map(String).join("\n");
  const inBase = new Set(base.flatMap((ancestor) => [...methodsOf(ancestor), ...fieldsOf(ancestor)]));
  const members = membersOf(own, new Set(base.slice(0, 1).flatMap(fieldsOf)));
  const overrides: string[] = [];
  const dead: DeadOverride[] = [];
  for (const { name, kind } of members) {
    if (entries.has(name) || asksItself(baseText, name)) overrides.push(name);
    else if (inBase.has(name)) dead.push({ name, kind, reason: "never_called" });
    else if (!uses(sources, name)) {
      const meant = findNearest(
        name,
        [...inBase].filter((candidate) => asksItself(baseText, candidate)),
      );
      dead.push({ name, kind, reason: "nothing_there", ...(meant !== undefined && { meant }) });
    }
  }
  return { overrides, dead };
}

interface Member {
  readonly name: string;
  readonly kind: DeadOverride["kind"];
}

function membersOf(own: readonly AgentClass[], inherited: ReadonlySet<string>): readonly Member[] {
  const methods = new Set(own.flatMap(methodsOf));
  const fields = own
    .slice(0, 1)
    .flatMap(fieldsOf)
    .filter((name) => !inherited.has(name) || assigns(own, name));
  return [
    ...[...methods].map((name) => ({ name, kind: "method" as const })),
    ...fields.filter((name) => !methods.has(name)).map((name) => ({ name, kind: "field" as const })),
  ];
}

/** A child's field of an inherited name stands in the text of its class. */
function assigns(own: readonly AgentClass[], name: string): boolean {
  return own.some((ancestor) => new RegExp(`\\b${escape(name)}\\s*[=;]`).test(String(ancestor)));
}

function methodsOf({ prototype }: AgentClass): readonly string[] {
  return Object.getOwnPropertyNames(prototype).filter((name) => name !== "constructor");
}

/** Fields exist only on an object. Constructors of agents keep what they get and do nothing with it. */
function fieldsOf(Agent: AgentClass): readonly string[] {
  try {
    return Object.getOwnPropertyNames(new Agent(Object.freeze({}) as ConstructorParameters<AgentClass>[0]));
  } catch {
    return [];
  }
}

/** `this.name`, or `const { name } = this`. */
function asksItself(text: string, name: string): boolean {
  const word = `\\b${escape(name)}(?![\\w$])`;
  return new RegExp(`\\bthis\\??\\.${word}|\\{[^{}]*${word}[^{}]*\\}\\s*=\\s*this\\b`).test(text);
}

/** `this.name`, `agent.name` or `agent?.name`, but not the definition itself. */
function uses(text: string, name: string): boolean {
  return new RegExp(`(?<!\\bsuper)\\.\\s*${escape(name)}(?![\\w$])`).test(text);
}

function escape(name: string): string {
  return name.replace(/[^\w]/g, "\\$&");
}
