import { type AppAccess, findMissingPermissions, type Granted, type TokenAccess } from "@osorganicai/github";
import { type Check, type Finding, notAsked } from "../check.ts";
import { neededEvents } from "../services/needed-events.ts";

/** The App (or the token) may do what agents do, and is told what they wait for. */
export const githubCheck: Check = {
  name: "github",
  title: "GitHub access",
  async run({ child }) {
    const access = await child.access();
    if (access === undefined)
      return notAsked(
        "No credentials of an instance are set here. GITHUB_TOKEN counts only beside GITHUB_WEBHOOK_SECRET.",
      );
    const { repository } = access;
    if (access.kind !== "app") return tokenFindings(access, repository);
    // Of a configuration that cannot be loaded another check tells.
    const { routes } = await child.inspection().catch(() => ({ routes: [] }));
    return appFindings(access, repository, neededEvents(routes));
  },
};

function appFindings(
  app: AppAccess,
  repository: string | undefined,
  events: readonly string[],
): readonly Finding[] {
  const findings = [...settingFindings(app, events), ...installationFindings(app, repository, events)];
  if (findings.length > 0) return findings;
  return [
    {
      severity: "ok",
      what: `The App ${app.slug} has every permission and event that is needed${repository ? `, also on ${repository}` : ""}.`,
    },
  ];
}

/** What the App's owner changes. */
function settingFindings({ url, ...app }: AppAccess, events: readonly string[]): readonly Finding[] {
  const page = `${url.replace(/\/apps\/([^/]+)$/, "/settings/apps/$1")}/permissions (of an organization: /organizations/<name>/settings/apps/${app.slug}/permissions)`;
  return listMissing(app, events).map((missing) => ({
    severity: "error",
    what: `The App ${app.slug} lacks ${missing}.`,
    why: "Runs that need it end with an apology on the issue, or never begin.",
    fix: `Give it at ${page}, then accept the new permissions where the App is installed.`,
  }));
}

/** What the repository's owner changes. */
function installationFindings(
  app: AppAccess,
  repository: string | undefined,
  events: readonly string[],
): readonly Finding[] {
  if (repository === undefined)
    return notAsked(
      "Where the App is installed was not asked: the folder has no remote on GitHub.",
      "git remote add origin https://github.com/<owner>/<name>.git",
    );
  const fix = `${app.url}/installations/new`;
  if (app.installation === undefined)
    return [
      {
        severity: "error",
        what: `The App ${app.slug} is not installed on ${repository}.`,
        why: "Nothing of that repository reaches it.",
        fix: `Install it: ${fix}`,
      },
    ];
  if (app.installation.suspended)
    return [
      {
        severity: "error",
        what: `The App's installation on ${repository} is suspended.`,
        why: "GitHub refuses everything until it is not.",
        fix: "Unsuspend it in the account's settings, under Applications.",
      },
    ];
  const asked = listMissing(app, events);
  const accepted = listMissing(app.installation, events).filter((missing) => !asked.includes(missing));
  return accepted.map((missing) => ({
    severity: "error",
    what: `On ${repository} the App still lacks ${missing}, which it asks for.`,
    why: "New permissions count only when the account's owner has accepted them.",
    fix: `Accept them in the account's settings, under Applications, or at ${fix}.`,
  }));
}

function listMissing({ permissions, events }: Granted, needed: readonly string[]): readonly string[] {
  const missing = Object.entries(findMissingPermissions(permissions)).map(
    ([name, level]) => `the permission ${name.replaceAll("_", " ")}: ${level}`,
  );
  const unheard = needed.filter((event) => !events.includes(event)).map((event) => `the event ${event}`);
  return [...missing, ...unheard];
}

function tokenFindings(
  { login, scopes, mayPush }: TokenAccess,
  repository: string | undefined,
): readonly Finding[] {
  const fix = "Make one at https://github.com/settings/tokens with the scope repo, and set GITHUB_TOKEN.";
  if (scopes !== undefined && !scopes.includes("repo") && !scopes.includes("public_repo"))
    return [
      {
        severity: "error",
        what: `The token of ${login} lacks the scope repo.`,
        why: "It may read, and neither comment nor commit.",
        fix,
      },
    ];
  if (repository === undefined)
    return [
      {
        severity: "ok",
        what: `The token of ${login} works. On which repository was not asked: the folder has no remote on GitHub.`,
      },
    ];
  if (mayPush === undefined)
    return [
      {
        severity: "error",
        what: `The token of ${login} does not see ${repository}.`,
        why: "It cannot work there.",
        fix: `Check the remote's name, or give the token access to ${repository}.`,
      },
    ];
  if (!mayPush)
    return [
      {
        severity: "error",
        what: `${login} may not push to ${repository}.`,
        why: "Agents commit to branches of it.",
        fix: `Let somebody who owns ${repository} invite ${login} with write permission.`,
      },
    ];
  return [
    {
      severity: "ok",
      what: `The token of ${login} may push to ${repository}. For more than a try, use a GitHub App: people see who is who.`,
    },
  ];
}
