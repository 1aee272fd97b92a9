import { asObject } from "../json.ts";
import { readPull } from "../pulls/read-pull.ts";
import { publishEvent } from "../webhooks/publish-event.ts";
import type { ApiHandler } from "./api-call.ts";
import { forward } from "./forward.ts";
import { requirePullRecord } from "./pull-content.ts";
import { requireAccount, requireRepository } from "./require.ts";

/** `pulls/create-review`: of the pull request's newest commit. */
export const createReview: ApiHandler = async (twin, call) => {
  const repository = requireRepository(twin, call);
  const sender = requireAccount(call);
  const record = requirePullRecord(repository, call);
  const answer = await forward(twin, call);
  const review = { ...asObject(answer.body), commit_id: record.headSha };
  const pull_request = await readPull(twin, repository, record.number);
  const payload = { review, pull_request };
  if (asObject(review)["state"] !== "PENDING")
    await publishEvent(twin, repository, {
      sender,
      event: "pull_request_review",
      action: "submitted",
      payload,
    });
  return { status: 200, body: review };
};
