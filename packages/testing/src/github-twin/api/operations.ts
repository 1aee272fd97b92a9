import { getAuthenticatedUser, getPermission, getRepository, getUser } from "./accounts.ts";
import type { ApiHandler } from "./api-call.ts";
import { askAsApp, createInstallationToken, listInstallationRepositories } from "./app.ts";
import { getBranch, listBranches } from "./branches.ts";
import {
  createCheck,
  getCheck,
  getSuite,
  listChecks,
  listChecksOfSuite,
  listSuites,
  updateCheck,
} from "./checks.ts";
import { createComment, deleteComment, listRepositoryComments, updateComment } from "./comments.ts";
import { compareCommits, getCommit, listCommits, listPullsOfCommit } from "./commits.ts";
import { getContent } from "./contents.ts";
import { createTree } from "./create-tree.ts";
import {
  createDeployment,
  createDeploymentStatus,
  getDeployment,
  listDeploymentStatuses,
  listDeployments,
} from "./deployments.ts";
import { forward } from "./forward.ts";
import { createBlob, createCommit, getBlob, getGitCommit, getTree } from "./git-objects.ts";
import { createRef, deleteRef, getRef, listMatchingRefs, updateRef } from "./git-refs.ts";
import {
  getDelivery,
  getHookDelivery,
  getWebhookConfig,
  listDeliveries,
  listHookDeliveries,
  listHooks,
  redeliver,
  redeliverFromHook,
} from "./hook-deliveries.ts";
import { createIssue, getIssue, listIssueEvents, listIssues, updateIssue } from "./issues.ts";
import { changeLabels, changeRepositoryLabels, createLabel } from "./labels.ts";
import { listOwnRepositories, listUserRepositories } from "./list-repositories.ts";
import { mergePull } from "./merge-pull.ts";
import { checkIfMerged, listFiles, listPullCommits } from "./pull-content.ts";
import { createPull, getPull, listPulls, updatePull } from "./pulls.ts";
import { createReview } from "./reviews.ts";
import { createStatus, getCombinedStatus, listStatuses } from "./statuses.ts";

/** Every operation of GitHub that the twin serves, by GitHub's own name for it. */
export const operations: Readonly<Record<string, ApiHandler>> = {
  // The App
  "apps/get-authenticated": askAsApp,
  "apps/list-installations": askAsApp,
  "apps/get-installation": askAsApp,
  "apps/get-repo-installation": askAsApp,
  "apps/get-user-installation": askAsApp,
  "apps/create-installation-access-token": createInstallationToken,
  "apps/list-repos-accessible-to-installation": listInstallationRepositories,
  "apps/get-webhook-config-for-app": getWebhookConfig,
  "apps/list-webhook-deliveries": listDeliveries,
  "apps/get-webhook-delivery": getDelivery,
  "apps/redeliver-webhook-delivery": redeliver,
  "repos/list-webhooks": listHooks,
  "repos/list-webhook-deliveries": listHookDeliveries,
  "repos/get-webhook-delivery": getHookDelivery,
  "repos/redeliver-webhook-delivery": redeliverFromHook,
  // Accounts and repositories
  "users/get-authenticated": getAuthenticatedUser,
  "users/get-by-username": getUser,
  "repos/get": getRepository,
  "repos/list-for-user": listUserRepositories,
  "repos/list-for-authenticated-user": listOwnRepositories,
  "repos/get-collaborator-permission-level": getPermission,
  // Issues, comments, labels
  "issues/list-for-repo": listIssues,
  "issues/create": createIssue,
  "issues/get": getIssue,
  "issues/update": updateIssue,
  "issues/list-events": listIssueEvents,
  "issues/list-comments": forward,
  "issues/list-comments-for-repo": listRepositoryComments,
  "issues/get-comment": forward,
  "issues/create-comment": createComment,
  "issues/update-comment": updateComment,
  "issues/delete-comment": deleteComment,
  "issues/list-labels-on-issue": forward,
  "issues/add-labels": changeLabels,
  "issues/set-labels": changeLabels,
  "issues/remove-label": changeLabels,
  "issues/remove-all-labels": changeLabels,
  "issues/list-labels-for-repo": forward,
  "issues/get-label": forward,
  "issues/create-label": createLabel,
  "issues/update-label": changeRepositoryLabels,
  "issues/delete-label": changeRepositoryLabels,
  // Git
  "git/create-blob": createBlob,
  "git/get-blob": getBlob,
  "git/create-tree": createTree,
  "git/get-tree": getTree,
  "git/create-commit": createCommit,
  "git/get-commit": getGitCommit,
  "git/create-ref": createRef,
  "git/get-ref": getRef,
  "git/list-matching-refs": listMatchingRefs,
  "git/update-ref": updateRef,
  "git/delete-ref": deleteRef,
  "repos/list-branches": listBranches,
  "repos/get-branch": getBranch,
  "repos/list-commits": listCommits,
  "repos/get-commit": getCommit,
  "repos/compare-commits": compareCommits,
  "repos/list-pull-requests-associated-with-commit": listPullsOfCommit,
  "repos/get-content": getContent,
  // Pull requests
  "pulls/list": listPulls,
  "pulls/create": createPull,
  "pulls/get": getPull,
  "pulls/update": updatePull,
  "pulls/list-files": listFiles,
  "pulls/list-commits": listPullCommits,
  "pulls/merge": mergePull,
  "pulls/check-if-merged": checkIfMerged,
  "pulls/list-reviews": forward,
  "pulls/get-review": forward,
  "pulls/create-review": createReview,
  // Checks and statuses
  "checks/create": createCheck,
  "checks/get": getCheck,
  "checks/update": updateCheck,
  "checks/list-for-ref": listChecks,
  "checks/list-for-suite": listChecksOfSuite,
  "checks/get-suite": getSuite,
  "checks/list-suites-for-ref": listSuites,
  "repos/create-commit-status": createStatus,
  "repos/list-commit-statuses-for-ref": listStatuses,
  "repos/get-combined-status-for-ref": getCombinedStatus,
  // Deployments
  "repos/create-deployment": createDeployment,
  "repos/list-deployments": listDeployments,
  "repos/get-deployment": getDeployment,
  "repos/create-deployment-status": createDeploymentStatus,
  "repos/list-deployment-statuses": listDeploymentStatuses,
};
