import assert from "node:assert/strict";
import { type ErrorCode, isOSOrganicError } from "@osorganicai/core";

/** @returns the message with which the work was refused by that code */
export async function assertRefused(work: Promise<unknown>, code: ErrorCode): Promise<string> {
  try {
    await work;
  } catch (error) {
    assert.ok(isOSOrganicError(error), `not one of our errors: ${String(error)}`);
    assert.equal(error.code, code, error.message);
    return error.message;
  }
  return assert.fail(`It was not refused with ${code}.`);
}
