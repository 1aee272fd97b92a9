import { defineConfig } from "@osorganicai/core";

// Everything this team decides. All fields: https://www.npmjs.com/package/@osorganicai/core
export default defineConfig({
  name: "test-child",
  agents: {
    productOwner: () => import("./src/agents/product-owner.ts"),
    developer: () => import("./src/agents/developer.ts"),
  },
  // models: { … } may name one for each tier; else it is what fits the API key.
  repository: {
    // true: what is proven and green is merged without a person;
    autoMerge: true,
    // and with this one only after its preview was healthy.
    requirePreview: true,
  },
});
