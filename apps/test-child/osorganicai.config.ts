import { defineConfig } from "@osorganicai/core";

export default defineConfig({
  name: "test-child",
  agents: {
    productOwner: () => import("./src/agents/product-owner.ts"),
    developer: () => import("./src/agents/developer.ts"),
  },
  repository: { autoMerge: true, requirePreview: true },
});
