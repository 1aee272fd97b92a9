/** What was asked for cannot be done as it was asked: nothing was started. Its message is the whole sentence. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
