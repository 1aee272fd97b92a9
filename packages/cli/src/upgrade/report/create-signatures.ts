import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SgNode } from "@ast-grep/napi";
import { membersOf } from "../codemod/find-subclasses.ts";
import { openSourceProject, type SourceProject } from "../codemod/source-project.ts";
import { createMemoryTree } from "../tree/create-memory-tree.ts";

/**
 * Reads how our classes declare their members, from the packages' declarations.
 * @param folderOf absolute folder of a package; undefined: it is not there
 * @returns in one line; "" when neither the class nor what it extends has the member, undefined when it cannot be read
 */
export function createSignatures(
  folderOf: (name: string) => string | undefined,
): (base: string, member: string) => string | undefined {
  const projects = new Map<string, SourceProject | undefined>();
  const open = (name: string) => {
    if (!projects.has(name)) projects.set(name, openDeclarations(folderOf(name)));
    return projects.get(name);
  };
  return function signatureOf(base: string, member: string): string | undefined {
    const [module = "", name = ""] = base.split("#");
    const project = open(module);
    if (!project) return undefined;
    const identity = project.resolveExport(entry, `./${entry}`, name);
    const found = identity === undefined ? undefined : findClass(project, identity);
    if (!found) return undefined;
    const own = membersOf({ node: found.node }).find((one) => one.name === member && !isPrivate(one.node));
    if (own) return oneLine(own.node.text());
    const parent = found.parent && project.resolve(found.path, found.parent);
    if (parent === undefined) return "";
    return parent.includes(".ts#") ? "" : signatureOf(parent, member);
  };
}

const entry = "index.ts";

/** The declarations of a package's `dist`, as if they were sources: only those are looked at. */
function openDeclarations(folder: string | undefined): SourceProject | undefined {
  if (folder === undefined) return undefined;
  try {
    const names = readdirSync(join(folder, "dist")).filter((name) => name.endsWith(".d.ts"));
    const files = names.map((name) => [
      name.replace(/\.d\.ts$/, ".ts"),
      readFileSync(join(folder, "dist", name), "utf8"),
    ]);
    return openSourceProject(createMemoryTree(Object.fromEntries(files)));
  } catch {
    return undefined;
  }
}

interface FoundClass {
  readonly path: string;
  readonly node: SgNode;
  readonly parent: SgNode | undefined;
}

function findClass(project: SourceProject, identity: string): FoundClass | undefined {
  const [path = "", name = ""] = identity.split("#");
  const binding = project.bindings(path).locals.get(name);
  if (binding?.kind !== "class") return undefined;
  const clause = binding.node.find({ rule: { kind: "extends_clause" } });
  const parent = clause?.children().find((child) => child.is("identifier") || child.is("member_expression"));
  return { path, node: binding.node, parent };
}

function isPrivate(node: SgNode): boolean {
  return node.text().startsWith("private ");
}

function oneLine(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .replace(/;$/, "")
    .trim();
}
