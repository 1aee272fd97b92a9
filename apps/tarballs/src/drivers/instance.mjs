// The README's instance: an issue reaches it over HTTP, signed, and SIGTERM ends it.
import { startGitHubTwin, startModelDouble } from "@osorganicai/testing";
import { createSandbox } from "@osorganicai/workspace";
import { serve } from "srvx";

const answer = {
  needs_clarification: false,
  refined_description: "Shoppers use a coupon code at checkout.",
  kind: "feature",
  title: "Coupon codes",
  acceptance_criteria: ["TEN takes ten percent off"],
};
const twin = await startGitHubTwin({
  directory: "twin",
  sandbox: await createSandbox(),
  repositories: [{ owner: "acme", name: "shop", directory: "shop" }],
  users: [{ login: "guest", permission: "read" }],
  deployments: false,
});
const double = await startModelDouble({ script: { "product_owner.analyze_issue": () => ({ answer }) } });
const secret = "a secret of thirty-two characters!";
Object.assign(process.env, double.environment, {
  GITHUB_API_URL: twin.url,
  GITHUB_APP_ID: String(twin.app.id),
  GITHUB_APP_PRIVATE_KEY: twin.app.privateKey,
  GITHUB_WEBHOOK_SECRET: secret,
});

const { handle, instance } = await import("./instance.ts");
const server = serve({ fetch: handle, port: 0, hostname: "127.0.0.1", silent: true });
await server.ready();
await twin.setWebhook({ url: new URL("/api/webhooks", server.url).href, secret });

const issues = `${twin.url}/repos/acme/shop/issues`;
const headers = { authorization: `Bearer ${twin.token("guest")}`, "content-type": "application/json" };
await fetch(issues, { method: "POST", headers, body: JSON.stringify({ title: "A coupon code" }) });
await twin.idle();
const left = await instance.drain(60);
const comments = await (await fetch(`${issues}/1/comments`, { headers })).json();
const violations = await twin.violations();

await server.close(true);
process.kill(process.pid, "SIGTERM");
await twin.close();
await double.stop();
console.log(JSON.stringify({ left, comments: comments.map(({ body }) => body), violations }));
