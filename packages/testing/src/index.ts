// Contract suites: what every adapter of a port must do
export type { ContractCase } from "./contracts/contract-case.ts";
