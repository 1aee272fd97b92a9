import { defineConfig } from "@osorganicai/core";

// Everything this team decides. All fields: https://www.npmjs.com/package/@osorganicai/core
export default defineConfig({
  name: "{{name}}",
  agents: {
    productOwner: () => import("./src/agents/product-owner.ts"),
    developer: () => import("./src/agents/developer.ts"),
  },
  // {{models}}
  repository: {
    // true: what is proven and green is merged without a person;
    autoMerge: false,
    // and with this one only after its preview was healthy.
    requirePreview: false,
  },
});
