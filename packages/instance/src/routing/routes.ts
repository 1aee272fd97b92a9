import { labelIs, type Route, statusLabels } from "@osorganicai/core";
import { all, byOther, byPerson, notWrittenByUs, onIssue } from "./conditions.ts";

/**
 * Everything an instance reacts to; first match wins. Events of issues come from people: what we or other bots do
 * there triggers nothing, or we would answer ourselves for ever. Events of checks and deployments come from bots.
 *
 * With a personal access token we and its owner are one account: what that account opens or says is the owner's unless
 * it carries our marker; what it labels is ours.
 *
 * A child adds lines of its own in its configuration: see add-own-routes.ts.
 */
export const routes: readonly Route[] = [
  { on: "issues.opened", when: byPerson, run: "productOwner" },
  { on: "issues.labeled", when: all(byOther, labelIs(statusLabels.ready_for_dev ?? "")), run: "developer" },
  { on: "issues.labeled", when: byOther, run: "productOwner" },
  { on: "issue_comment.created", when: all(byPerson, notWrittenByUs, onIssue), run: "productOwner" },

  { on: "hand-over.productOwner", run: "productOwner" },
  { on: "hand-over.developer", run: "developer" },
  { on: "hand-over.ci", run: "ci" },

  { on: "pull_request.opened", about: "commit", run: "ci" },
  { on: "pull_request.synchronize", about: "commit", run: "ci" },
  { on: "check_run.completed", about: "commit", run: "ci" },
  { on: "check_suite.completed", about: "commit", run: "ci" },
  { on: "status", about: "commit", run: "ci" },

  { on: "pull_request.closed", about: "commit", run: "deployment" },
  { on: "deployment_status.created", about: "commit", run: "deployment" },
];
