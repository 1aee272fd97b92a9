import type { Check, DoctorContext, Finding } from "../check.ts";
import { askProgram } from "../child/ask-program.ts";
import { findRemote, type GitRemote } from "../child/find-remote.ts";

/** The child lies in a git repository that GitHub knows, and its secrets do not. */
export const gitCheck: Check = {
  name: "git",
  title: "Git",
  async run({ directory, signal }) {
    const inside = await askProgram("git", ["rev-parse", "--is-inside-work-tree"], { directory, signal });
    if (inside.stdout !== "true") return [noRepository()];
    const findings = [
      ...(await findTrackedSecrets({ directory, signal })),
      ...describeRemote(await findRemote(directory, signal)),
    ];
    return findings;
  },
};

function noRepository(): Finding {
  return {
    severity: "warning",
    what: "This folder is in no git repository.",
    why: "Agents work on what is on GitHub.",
    fix: "git init --initial-branch=main && git add --all && git commit --message 'Begin'",
  };
}

async function findTrackedSecrets({
  directory,
  signal,
}: Pick<DoctorContext, "directory" | "signal">): Promise<readonly Finding[]> {
  const { stdout } = await askProgram(
    "git",
    ["ls-files", "--", ".env", ".env.local", ".env.production", "*.pem"],
    { directory, signal },
  );
  return stdout === ""
    ? []
    : [
        {
          severity: "error",
          what: `Git has files that hold secrets: ${stdout.split("\n").join(", ")}.`,
          why: "Everybody who can read the repository has them, also in its history.",
          fix: `git rm --cached ${stdout.split("\n").join(" ")}, add them to .gitignore, and make new secrets`,
        },
      ];
}

function describeRemote(remote: GitRemote | undefined): readonly Finding[] {
  if (remote) return [{ severity: "ok", what: `origin is ${remote.host}/${remote.repository}.` }];
  return [
    {
      severity: "warning",
      what: "The repository has no remote `origin` of the form owner/name.",
      why: "Nothing can be opened as an issue, or proposed as a pull request.",
      fix: "git remote add origin https://github.com/<owner>/<name>.git && git push --set-upstream origin main",
    },
  ];
}
