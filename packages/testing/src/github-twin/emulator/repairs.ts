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
  // Answers that are corrected
  {
    operations: ["apps/get-authenticated"],
    wrong: "the App has no owner",
    repair: "the owner of the first repository",
    apply: (twin, answer) => ({ ...asObject(answer), owner: ownerOf(twin) }),
  },
  {
    operations: ["apps/get-installation", "apps/get-repo-installation", "apps/get-user-installation"],
    wrong: "no `target_id`; the account has half of its fields",
    repair: "filled in from the account",
    apply: (twin, answer) => completeInstallation(twin, asObject(answer)),
  },
  {
    operations: ["apps/list-installations"],
    wrong: "no `target_id`; the account has half of its fields",
    repair: "filled in from the account",
    apply: (twin, answer) => listOf(answer).map((installation) => completeInstallation(twin, installation)),
  },
  {
    operations: ["pulls/create-review", "pulls/get-review"],
    wrong: "`created_at` and `updated_at`, which GitHub has not",
    repair: "left out",
    apply: (_, answer) => withoutDates(asObject(answer)),
  },
  {
    operations: ["pulls/list-reviews"],
    wrong: "`created_at` and `updated_at`, which GitHub has not",
    repair: "left out",
    apply: (_, answer) => listOf(answer).map(withoutDates),
  },
  {
    operations: ["repos/get"],
    wrong:
      "no `network_count`, no `subscribers_count`; offers merging by rebase, which the twin cannot; everybody may do everything",
    repair: "both counts are 0, `allow_rebase_merge` is false; the caller's own permissions",
    apply: (_, answer) => ({
      ...asObject(answer),
      network_count: 0,
      subscribers_count: 0,
      allow_rebase_merge: false,
    }),
  },
  // Operations that the twin answers itself, or asks for in other words
  {
    operations: ["every operation"],
    wrong:
      "an unknown token acts as the first user; a missing body is an error; addresses name the emulator, and have brackets for bots",
    repair: "401; an empty body; addresses of the twin, encoded",
  },
  {
    operations: ["users/get-authenticated"],
    wrong: "an installation token is the repository's owner",
    repair: "403, as an App has no profile",
  },
  {
    operations: ["users/get-by-username"],
    wrong: "a bot's email is no address, private fields are half there",
    repair: "a public profile",
  },
  {
    operations: ["repos/get-collaborator-permission-level"],
    wrong: "`push` and `pull` instead of `write` and `read`; 404 for whoever is no collaborator",
    repair:
      "GitHub's names, the exact role as `role_name`, `read` for everybody else; 403 for whoever may not write",
  },
  {
    operations: ["issues/list-for-repo", "issues/get", "issues/update"],
    wrong: "a pull request is no issue",
    repair: "it is one, with `pull_request`",
  },
  {
    operations: ["issues/add-labels", "issues/set-labels", "issues/update", "issues/update-comment"],
    wrong: "everybody may",
    repair: "403 without triage permission, or write permission for comments of others",
  },
  {
    operations: ["issues/create-label"],
    wrong: "`Bug` and `bug` are two labels; a taken name is refused without a reason",
    repair: "one label; `already_exists`",
  },
  {
    operations: [
      "git/*",
      "repos/get-branch",
      "repos/get-commit",
      "repos/compare-commits",
      "repos/get-content",
    ],
    wrong: "objects and refs of its own, which no git client can reach",
    repair: "answered from the bare repository that git clients push to",
  },
  {
    operations: ["pulls/create"],
    wrong: "takes a second pull request for the same branches, a missing head, and no commits at all",
    repair: "422, each with GitHub's reason",
  },
  {
    operations: ["pulls/get", "pulls/list", "pulls/list-files", "pulls/list-commits"],
    wrong:
      "the head never follows its branch; files, counts and mergeability are invented; lists have fields that only single answers have",
    repair: "all of it from git; lists without those fields",
  },
  {
    operations: ["pulls/list"],
    wrong: "`head` filters without its owner",
    repair: "without its owner it filters nothing, as on GitHub",
  },
  {
    operations: ["pulls/update"],
    wrong: "`draft` can be changed",
    repair: "only GraphQL can",
  },
  {
    operations: ["pulls/merge"],
    wrong:
      "takes the head's tree and loses what the base has got since; never conflicts; 422 for everything; closes no issue",
    repair: "a real merge; 405 and 409; closing keywords",
  },
  {
    operations: ["checks/*"],
    wrong: "no `annotations_url`; a suite is never completed",
    repair: "kept by the twin",
  },
  {
    operations: ["repos/*-commit-status*", "repos/*-deployment*", "apps/*-webhook-deliver*", "graphql"],
    wrong: "missing",
    repair: "kept by the twin",
  },
  {
    operations: ["webhooks"],
    wrong:
      "numbered instead of a GUID; sent at once in any order; nothing for pushes, merges, new heads and completed suites",
    repair: "the emulator sends none: the twin knows of every write, tells of it in order, and keeps a log",
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

function withoutDates(review: JsonObject): JsonObject {
  const kept = Object.entries(review).filter(([field]) => field !== "created_at" && field !== "updated_at");
  return Object.fromEntries(kept);
}

function listOf(answer: unknown): readonly JsonObject[] {
  return Array.isArray(answer) ? answer.map(asObject) : [];
}
