// Ours, as `api/webhooks.ts` of a child has it on Vercel.
import { createNodeListener } from "@osorganicai/webhook-handler/node";
import { serve, setting } from "./serve.ts";

Object.assign(process.env, {
  GITHUB_WEBHOOK_SECRET: setting("SECRET"),
  GITHUB_TOKEN: "not used by the intake",
  SUPABASE_URL: setting("REST_URL"),
  SUPABASE_SECRET_KEY: setting("REST_KEY"),
});
const { POST } = await import("@osorganicai/instance/webhooks");
serve(createNodeListener((request) => POST(request as unknown as Request)));
