import { findMemberUses, type UnclearUse } from "./find-member-uses.ts";
import { findFamily, membersOf } from "./find-subclasses.ts";
import { type ImportedName, identityOf, type SourceProject } from "./source-project.ts";

/** Another name for a method or property of a class that children extend. */
export interface MemberRename {
  readonly of: ImportedName;
  readonly member: string;
  readonly to: string;
}

/** What came of a change, and what a person has to look at. */
export interface CodemodOutcome {
  /** Paths of the files that changed. */
  readonly changed: readonly string[];
  readonly unclear: readonly UnclearUse[];
}

/** Renames a member in subclasses: its definition, `super.` and `this.`, and on objects that are surely of the class. */
export function renameMember(project: SourceProject, { of, member, to }: MemberRename): CodemodOutcome {
  const base = identityOf(of);
  const { certain: all, uncertain } = findFamily(project, (identity) => identity === base);
  // Somebody who has both decides alone which of them is which.
  const taken = all.filter((subclass) => membersOf(subclass).some(({ name }) => name === to));
  const { uses, unclear } = findMemberUses(project, {
    subclasses: all.filter((subclass) => !taken.includes(subclass)),
    uncertain,
    base,
    member,
  });
  const paths = [...new Set(uses.map(({ path }) => path))];
  for (const path of paths) {
    const nodes = uses.filter((use) => use.path === path).map(({ node }) => node.range());
    project.edit(
      path,
      nodes.map(({ start, end }) => ({ start: start.index, end: end.index, text: to })),
    );
  }
  const both = taken.map(({ path, node, name }) => ({
    path,
    line: node.range().start.line + 1,
    text: `${name} has a member ${to} of its own`,
  }));
  return { changed: paths, unclear: [...both, ...unclear] };
}
