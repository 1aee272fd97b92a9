import { randomUUID } from "node:crypto";
import { createDelivery, type Delivery } from "@osorganicai/core";

/** A delivery that nobody has seen before, with a body that shall survive as it is. */
export function sampleDelivery(issueBody = "Please add coupons."): Delivery {
  const repository = sampleRepository();
  const payload = {
    action: "opened",
    repository: { full_name: repository },
    issue: { id: 4_000_000_000, number: 7, title: "Coupons", body: issueBody },
    sender: { id: 4_100_000_001, login: "octocat", type: "User" },
  };
  return createDelivery(
    { id: randomUUID(), event: "issues" },
    new TextEncoder().encode(JSON.stringify(payload)),
  );
}

/** A repository that nobody has used before, so that cases may share a database. */
export function sampleRepository(): string {
  return `acme/shop-${randomUUID().slice(0, 8)}`;
}
