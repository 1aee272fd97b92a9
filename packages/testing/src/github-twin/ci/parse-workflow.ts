import { messageOf } from "@osorganicai/core";
import { parse } from "yaml";
import { asObject, asText, asTextList, asTexts, type JsonObject } from "../json.ts";
import { parseJob } from "./parse-job.ts";
import type { Workflow, WorkflowEvent } from "./workflow.ts";
import { WorkflowFault } from "./workflow-fault.ts";

/** Reads a workflow file. @throws WorkflowFault that says what is wrong with it */
export function parseWorkflow(path: string, text: string): Workflow {
  const document = parseYaml(path, text);
  const { name, on, env, jobs, defaults } = document;
  const described = Object.entries(asObject(jobs));
  if (described.length === 0) throw new WorkflowFault(`${path} has no jobs.`, "reading");
  return {
    path,
    name: asText(name) ?? path,
    on: parseEvents(path, on),
    env: asTexts(env),
    jobs: described.map(([id, job]) => parseJob(id, asObject(job), asObject(defaults))),
  };
}

function parseYaml(path: string, text: string): JsonObject {
  try {
    return asObject(parse(text));
  } catch (error) {
    throw new WorkflowFault(`${path} is not valid YAML: ${messageOf(error)}`, "reading");
  }
}

/** `on: push`, `on: [push, pull_request]`, or a mapping with filters. */
function parseEvents(path: string, on: unknown): readonly WorkflowEvent[] {
  if (on === undefined || on === null)
    throw new WorkflowFault(`${path} has no "on": say when it runs.`, "reading");
  if (typeof on === "string" || Array.isArray(on))
    return (asTextList(on) ?? []).map((name) => parseEvent(name, {}));
  return Object.entries(asObject(on)).map(([name, filters]) => parseEvent(name, asObject(filters)));
}

function parseEvent(name: string, filters: JsonObject): WorkflowEvent {
  const { branches, "branches-ignore": branchesIgnore, types, tags, "tags-ignore": __, ...rest } = filters;
  return {
    name,
    branches: asTextList(branches) ?? (name === "push" && tags !== undefined ? [] : undefined),
    branchesIgnore: asTextList(branchesIgnore),
    types: asTextList(types),
    unsupported: name === "push" || name === "pull_request" ? Object.keys(rest) : [],
  };
}
