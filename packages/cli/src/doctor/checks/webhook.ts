import type { AppHook } from "@osorganicai/github";
import { type Check, type Finding, notAsked } from "../check.ts";

/** GitHub knows where to send deliveries, signs them and checks whom it talks to. */
export const webhookCheck: Check = {
  name: "webhook",
  title: "Webhook",
  async run({ child }) {
    const access = await child.access();
    if (access?.kind !== "app")
      return notAsked("Only a GitHub App tells of its webhook, and none is set here.");
    const findings = findingsOf(access.hook);
    return findings.length > 0
      ? findings
      : [{ severity: "ok", what: `GitHub sends signed deliveries to ${access.hook.url}.` }];
  },
};

const page = "Under Webhook in the App's settings on GitHub";

function findingsOf({ url, contentType, verifiesTls, hasSecret }: AppHook): readonly Finding[] {
  if (url === undefined)
    return [
      {
        severity: "error",
        what: "The App has no webhook.",
        why: "Nothing that happens on GitHub arrives.",
        fix: `${page}: make it active, with https://<your deployment>/api/webhooks as its URL.`,
      },
    ];
  return [
    ...(hasSecret
      ? []
      : [
          {
            severity: "error",
            what: "The App's webhook has no secret.",
            why: "Unsigned deliveries are refused, every one.",
            fix: `${page}: set the value of GITHUB_WEBHOOK_SECRET.`,
          } as const,
        ]),
    ...(contentType === "json"
      ? []
      : [
          {
            severity: "error",
            what: `The App's webhook sends ${contentType}.`,
            why: "Only JSON is taken.",
            fix: `${page}: choose the content type application/json.`,
          } as const,
        ]),
    ...(URL.parse(url)?.pathname === "/api/webhooks"
      ? []
      : [
          {
            severity: "warning",
            what: "The webhook's address does not end in /api/webhooks.",
            why: "That is where a deployment, and `osorganicai dev`, listens.",
            fix: `${page}: correct the URL, unless something in between rewrites it.`,
          } as const,
        ]),
    ...(verifiesTls
      ? []
      : [
          {
            severity: "warning",
            what: "GitHub does not verify the certificate of the webhook's address.",
            why: "Whoever is between reads every delivery.",
            fix: `${page}: enable SSL verification.`,
          } as const,
        ]),
  ];
}
