import { asObject, type JsonObject } from "../json.ts";
import type { Twin } from "../twin.ts";

/** One thing that the emulator gets wrong. */
export interface Repair {
  /** GitHub's names of the operations in which it shows. */
  readonly operations: readonly string[];
  /** What the emulator does. */
  readonly wrong: string;
  /** What the twin does instead. */
  readonly repair: string;
  /** Corrects an answer. Undefined: the twin answers by itself, or corrects the request. */
  readonly apply?: (twin: Twin, answer: unknown) => unknown;
}

/** Everything that the emulator (0.12.2) gets wrong and the twin puts right. The README shows this table. */
export const repairs: readonly Repair[] = [
  {
    operations: ["repos/get"],
    wrong: "no network_count, no subscribers_count; offers merging by rebase, which the twin cannot",
    repair: "both counts are 0, allow_rebase_merge is false",
    apply: (_, answer) => ({
      ...asObject(answer),
      network_count: 0,
      subscribers_count: 0,
      allow_rebase_merge: false,
    }),
  },
  {
    operations: ["apps/get-authenticated"],
    wrong: "the App has no owner",
    repair: "the owner of the first repository",
    apply: (twin, answer) => ({ ...asObject(answer), owner: ownerOf(twin) }),
  },
  {
    operations: ["apps/get-installation", "apps/get-repo-installation", "apps/get-user-installation"],
    wrong: "no target_id; the account has half of its fields",
    repair: "filled in from the account",
    apply: (twin, answer) => completeInstallation(twin, asObject(answer)),
  },
  {
    operations: ["apps/list-installations"],
    wrong: "no target_id; the account has half of its fields",
    repair: "filled in from the account",
    apply: (twin, answer) => listOf(answer).map((installation) => completeInstallation(twin, installation)),
  },
  {
    operations: ["pulls/create-review", "pulls/get-review"],
    wrong: "created_at and updated_at, which GitHub has not",
    repair: "left out",
    apply: (_, answer) => withoutDates(asObject(answer)),
  },
  {
    operations: ["pulls/list-reviews"],
    wrong: "created_at and updated_at, which GitHub has not",
    repair: "left out",
    apply: (_, answer) => listOf(answer).map(withoutDates),
  },
];

/** Corrects what is known to be wrong with the emulator's answer to an operation. */
export function repairAnswer(twin: Twin, operation: string, answer: unknown): unknown {
  const applied = repairs.filter(({ operations }) => operations.includes(operation));
  return applied.reduce((repaired, { apply }) => (apply ? apply(twin, repaired) : repaired), answer);
}

function completeInstallation({ accounts }: Twin, installation: JsonObject): JsonObject {
  const account = accounts.find(String(asObject(installation["account"])["login"]));
  return { ...installation, account: account?.json, target_id: account?.id };
}

function ownerOf({ accounts, repositories }: Twin): JsonObject | undefined {
  const [first] = repositories.values();
  return accounts.find(first?.owner ?? "")?.json;
}

function withoutDates({ created_at: _, updated_at: __, ...review }: JsonObject): JsonObject {
  return review;
}

function listOf(answer: unknown): readonly JsonObject[] {
  return Array.isArray(answer) ? answer.map(asObject) : [];
}
