import type { SgNode } from "@ast-grep/napi";
import { findMemberUses, toUnclear } from "./find-member-uses.ts";
import { findFamily, isClass, type Subclass } from "./find-subclasses.ts";
import type { CodemodOutcome } from "./rename-member.ts";
import {
  applyEdits,
  type ImportedName,
  identityOf,
  type SourceEdit,
  type SourceProject,
} from "./source-project.ts";

/** Which calls, and what their arguments are now. */
export interface CallChange {
  /** A function, or a class: then its `new` and the `super(…)` of its subclasses, unless `member` names a method. */
  readonly of: ImportedName;
  readonly member?: string;
  /** From the arguments' source texts to new ones; undefined: this call stays. */
  readonly change: (args: readonly string[]) => readonly string[] | undefined;
}

/** Changes the arguments of calls. Arguments that stay are not touched. */
export function changeCall(project: SourceProject, { of, member, change }: CallChange): CodemodOutcome {
  const base = identityOf(of);
  const { calls, unclear } =
    member === undefined ? findCalls(project, base) : findMethodCalls(project, base, member);
  const paths = [...new Set(calls.map(({ path }) => path))];
  const changed = paths.filter((path) => {
    const lists = calls.filter((call) => call.path === path).map(({ list }) => list);
    const edits = editCalls(lists, change);
    project.edit(path, edits);
    return edits.length > 0;
  });
  return { changed, unclear };
}

/** A call inside another one's arguments comes first, so that the outer one is told what it is now. */
function editCalls(lists: readonly SgNode[], change: CallChange["change"]): readonly SourceEdit[] {
  let edits: readonly SourceEdit[] = [];
  for (const list of lists.toSorted((a, b) => b.range().start.index - a.range().start.index)) {
    const args = list
      .namedChildren()
      .filter((node) => !node.is("comment"))
      .map((node) => toArgument(node, edits));
    const wanted = change(args.map(({ text }) => text));
    const outer = wanted === undefined ? [] : editArguments(list, args, wanted);
    const isReplaced = ({ start, end }: SourceEdit) =>
      outer.some((edit) => edit.start <= start && end <= edit.end);
    edits = [...edits.filter((edit) => !isReplaced(edit)), ...outer];
  }
  return edits;
}

/** An argument and where it stands in the file; its text is what earlier edits make of it. */
type Argument = SourceEdit;

function toArgument(node: SgNode, edits: readonly SourceEdit[]): Argument {
  const [start, end] = [node.range().start.index, node.range().end.index];
  const inside = edits
    .filter((edit) => start <= edit.start && edit.end <= end)
    .map(({ text, ...edit }) => ({ start: edit.start - start, end: edit.end - start, text }));
  return { start, end, text: applyEdits(node.text(), inside) };
}

interface Calls {
  readonly calls: readonly { readonly path: string; readonly list: SgNode }[];
  readonly unclear: CodemodOutcome["unclear"];
}

function findCalls(project: SourceProject, base: string): Calls {
  const { certain, uncertain } = findFamily(project, (identity) => identity === base);
  const perhaps = findCallsOf(project, uncertain);
  return {
    calls: findCallsOf(project, certain, base),
    unclear: perhaps.map(({ path, list }) => toUnclear(path, list.parent() ?? list)),
  };
}

/** Calls of a function or of classes' constructors. */
function findCallsOf(
  project: SourceProject,
  subclasses: readonly Subclass[],
  ...more: string[]
): Calls["calls"] {
  const called = new Set([...more, ...subclasses.map(({ identity }) => identity)]);
  const calls = project.sources().flatMap(({ path, root }) => {
    const invoked = root.findAll({
      rule: { any: [{ kind: "call_expression" }, { kind: "new_expression" }] },
    });
    return invoked.flatMap((node) => {
      const callee = node.field("function") ?? node.field("constructor");
      const list = node.field("arguments");
      const identity = callee ? project.resolve(path, callee) : undefined;
      return list?.is("arguments") && identity !== undefined && called.has(identity) ? [{ path, list }] : [];
    });
  });
  const constructors = subclasses.flatMap(({ path, node }) =>
    superCalls(node).map((list) => ({ path, list })),
  );
  return [...calls, ...constructors];
}

/** `super(…)` of this class, not of one inside it. */
function superCalls(node: SgNode): readonly SgNode[] {
  return node.children().flatMap((child) => {
    if (isClass(child)) return [];
    const isIt = child.is("call_expression") && child.field("function")?.is("super");
    const list = isIt ? child.field("arguments") : null;
    return [...(list ? [list] : []), ...superCalls(child)];
  });
}

function findMethodCalls(project: SourceProject, base: string, member: string): Calls {
  const { certain, uncertain } = findFamily(project, (identity) => identity === base);
  const { uses, unclear } = findMemberUses(project, { subclasses: certain, uncertain, base, member });
  const calls = uses.flatMap(({ path, node, kind }) => {
    const call = kind === "definition" ? null : node.parent()?.parent();
    const isCalled = call?.is("call_expression") && call.field("function")?.id() === node.parent()?.id();
    const list = isCalled ? call.field("arguments") : null;
    return list ? [{ path, list }] : [];
  });
  return { calls, unclear };
}

function editArguments(
  list: SgNode,
  args: readonly Argument[],
  wanted: readonly string[],
): readonly SourceEdit[] {
  const { start, end } = list.range();
  const same = args.length === wanted.length && args.every(({ text }, index) => text === wanted[index]);
  if (same) return [];
  if (wanted.length < args.length || args.length === 0)
    return [{ start: start.index, end: end.index, text: `(${wanted.join(", ")})` }];
  const edits = args.flatMap((arg, index) => {
    const text = wanted[index] ?? "";
    return arg.text === text ? [] : [{ ...arg, text }];
  });
  const last = args.at(-1)?.end ?? start.index;
  const more = wanted.slice(args.length).map((text) => `, ${text}`);
  return more.length > 0 ? [...edits, { start: last, end: last, text: more.join("") }] : edits;
}
