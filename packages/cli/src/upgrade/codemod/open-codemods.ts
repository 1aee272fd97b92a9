import type { ChildTree } from "../tree/child-tree.ts";
import { type CallChange, changeCall } from "./change-call.ts";
import { checkFields, type Fields } from "./check-fields.ts";
import type { UnclearUse } from "./find-member-uses.ts";
import { findSubclasses, membersOf } from "./find-subclasses.ts";
import { type NewName, renameImport } from "./rename-import.ts";
import { type CodemodOutcome, type MemberRename, renameMember } from "./rename-member.ts";
import { type ImportedName, identityOf, openSourceProject } from "./source-project.ts";

/**
 * Changes a child's TypeScript and JavaScript by its syntax, never by its text: names are followed through aliases,
 * namespaces and re-exports, strings and comments stay, and nothing but the changed words is formatted otherwise.
 */
export interface Codemods {
  /** Classes of the child that extend a package's class, directly or through its own. */
  findSubclasses(of: ImportedName): readonly FoundSubclass[];
  /** A method or property of a class that children extend is called otherwise. */
  renameMember(rename: MemberRename): void;
  /** An export is called otherwise, or lies in another module. */
  renameImport(old: ImportedName, to: NewName): void;
  /** A function, a constructor or a method takes other arguments. */
  changeCall(change: CallChange): void;
}

/** A class of the child. */
interface FoundSubclass {
  readonly path: string;
  readonly name: string;
  /** What it defines itself, static members left out. */
  readonly members: readonly string[];
}

/**
 * Its calls throw OSOrganicError `migration_invalid` for a field that there is not, or that is missing.
 * @param onUnclear told of what a person has to look at, because only types could decide it
 */
export function openCodemods(tree: ChildTree, onUnclear: (use: UnclearUse) => void): Codemods {
  const project = openSourceProject(tree);
  const tell = ({ unclear }: CodemodOutcome) => {
    for (const use of unclear) onUnclear(use);
  };
  return {
    findSubclasses(of) {
      checkFields("findSubclasses", of, importedName);
      return findSubclasses(project, (identity) => identity === identityOf(of)).map((subclass) => ({
        path: subclass.path,
        name: subclass.name,
        members: membersOf(subclass)
          .filter(({ isStatic }) => !isStatic)
          .map(({ name }) => name),
      }));
    },
    renameMember(rename) {
      checkFields("renameMember", rename, { of: importedName, member: true, to: true });
      tell(renameMember(project, rename));
    },
    renameImport(old, to) {
      checkFields("renameImport", old, importedName);
      checkFields("renameImport", to, { name: true, "from?": true });
      tell(renameImport(project, old, to));
    },
    changeCall(change) {
      checkFields("changeCall", change, { of: importedName, "member?": true, change: true });
      tell(changeCall(project, change));
    },
  };
}

const importedName: Fields = { name: true, from: true };
