import { messageOf } from "@osorganicai/core";
import { createSandbox } from "@osorganicai/workspace";
import type { Check } from "../check.ts";

/** Generated code can run isolated on this machine. Where the Developer works it must; elsewhere it need not. */
export const sandboxCheck: Check = {
  name: "sandbox",
  title: "Sandbox",
  async run() {
    try {
      const { kind } = await createSandbox();
      return [{ severity: "ok", what: `Generated code runs isolated on this machine (${kind}).` }];
    } catch (error) {
      return [
        {
          severity: "warning",
          what: messageOf(error),
          why: "The Developer never runs code outside of one. If it works elsewhere, only that machine needs it.",
          fix: "apt-get install bubblewrap, or see the README of @osorganicai/workspace",
        },
      ];
    }
  },
};
