/** How much of a permission is needed. Write includes read. */
export type PermissionLevel = "read" | "write";

/** Permissions of a GitHub App by GitHub's own name, e.g. `pull_requests`. */
export type Permissions = Readonly<Record<string, PermissionLevel>>;

type Need = readonly [permission: string, level: PermissionLevel];

/**
 * What each operation that this package uses needs. A test compares the table with the source, so a new call cannot be
 * forgotten here. https://docs.github.com/rest/authentication/permissions-required-for-github-apps
 */
export const operationNeeds: Readonly<Record<string, readonly Need[]>> = {
  // Asked by the App itself: nothing is needed.
  "apps.getAuthenticated": [],
  "apps.listInstallations": [],
  "apps.getRepoInstallation": [],
  "apps.getWebhookConfigForApp": [],
  "apps.listWebhookDeliveries": [],
  "apps.getWebhookDelivery": [],
  "apps.redeliverWebhookDelivery": [],
  "apps.listReposAccessibleToInstallation": [["metadata", "read"]],
  "users.getAuthenticated": [],
  "users.getByUsername": [],
  "repos.get": [["metadata", "read"]],
  "repos.getCollaboratorPermissionLevel": [["metadata", "read"]],
  "repos.getContent": [["contents", "read"]],
  // Of a personal token only: an App has a webhook of its own.
  "repos.listWebhooks": [],
  "repos.listWebhookDeliveries": [],
  "repos.getWebhookDelivery": [],
  "repos.redeliverWebhookDelivery": [],
  "repos.listCommits": [["contents", "read"]],
  "repos.listPullRequestsAssociatedWithCommit": [["pull_requests", "read"]],
  "repos.getCombinedStatusForRef": [["statuses", "read"]],
  "repos.listForAuthenticatedUser": [["metadata", "read"]],
  "repos.listForOrg": [["metadata", "read"]],
  "repos.listForUser": [["metadata", "read"]],
  "repos.listDeployments": [["deployments", "read"]],
  "repos.listDeploymentStatuses": [["deployments", "read"]],
  "git.getRef": [["contents", "read"]],
  "git.getTree": [["contents", "read"]],
  "git.getBlob": [["contents", "read"]],
  "git.getCommit": [["contents", "read"]],
  "git.createBlob": [["contents", "write"]],
  "git.createTree": [["contents", "write"]],
  "git.createCommit": [["contents", "write"]],
  "git.createRef": [["contents", "write"]],
  "issues.get": [["issues", "read"]],
  "issues.listForRepo": [["issues", "read"]],
  "issues.listEvents": [["issues", "read"]],
  "issues.listCommentsForRepo": [["issues", "read"]],
  "issues.listComments": [["issues", "read"]],
  "issues.getComment": [["issues", "read"]],
  "issues.createComment": [["issues", "write"]],
  "issues.updateComment": [["issues", "write"]],
  "issues.addLabels": [["issues", "write"]],
  "issues.removeLabel": [["issues", "write"]],
  "pulls.get": [["pull_requests", "read"]],
  "pulls.list": [["pull_requests", "read"]],
  "pulls.create": [["pull_requests", "write"]],
  "pulls.merge": [
    ["contents", "write"],
    ["pull_requests", "write"],
  ],
  "checks.listForRef": [["checks", "read"]],
  "checks.listSuitesForRef": [["checks", "read"]],
  // markPullRequestReadyForReview
  graphql: [["pull_requests", "write"]],
};

/** All that an App needs for everything that agents may do, derived from {@link operationNeeds}. */
export const neededPermissions: Permissions = mostOf(Object.values(operationNeeds).flat());

function mostOf(needs: readonly Need[]): Permissions {
  const permissions: Record<string, PermissionLevel> = {};
  for (const [permission, level] of needs)
    if (permissions[permission] !== "write") permissions[permission] = level;
  return permissions;
}

/** Pure: what is needed and not granted. `admin` includes write. */
export function findMissingPermissions(granted: Readonly<Record<string, string>>): Permissions {
  const ranks = ["read", "write", "admin"];
  const missing = Object.entries(neededPermissions).filter(
    ([permission, level]) => ranks.indexOf(granted[permission] ?? "") < ranks.indexOf(level),
  );
  return Object.fromEntries(missing);
}
