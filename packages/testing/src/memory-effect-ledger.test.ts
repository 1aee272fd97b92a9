import { test } from "vitest";
import { effectLedgerContract } from "./contracts/effect-ledger-contract.ts";
import { createMemoryEffectLedger } from "./memory-effect-ledger.ts";

const ledger = createMemoryEffectLedger();
test.for(effectLedgerContract)("a ledger in memory $name", ({ check }) => check(ledger));
