// Everything a child needs to test its agents offline
export type { TestInstance, TestInstanceOptions } from "./testing/start-test-instance.ts";
export { startTestInstance } from "./testing/start-test-instance.ts";
