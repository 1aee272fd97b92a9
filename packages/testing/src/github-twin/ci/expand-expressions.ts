/** Something in a workflow that the twin cannot do. Its message names it. */
export class Unsupported extends Error {}

/** What expressions may refer to, by their exact text, e.g. `github.sha`. */
export type ExpressionValues = Readonly<Record<string, string>>;

/** Puts values in place of `${{ expressions }}`. @throws Unsupported for every other expression */
export function expandExpressions(text: string, values: ExpressionValues): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => {
    const value = values[expression.trim()];
    if (value === undefined) throw new Unsupported(`unsupported expression ${expression.trim()}`);
    return value;
  });
}

/** Whether a job or step runs, after all before it succeeded or not. @throws Unsupported for any other condition */
export function evaluateCondition(condition: string | undefined, succeeded: boolean): boolean {
  const text = (condition ?? "success()").replace(/^\s*\$\{\{(.*)\}\}\s*$/s, "$1").trim();
  const outcomes: Readonly<Record<string, boolean>> = {
    "success()": succeeded,
    "failure()": !succeeded,
    "always()": true,
    "!cancelled()": true,
    "cancelled()": false,
    true: true,
    false: false,
  };
  const outcome = outcomes[text];
  if (outcome === undefined) throw new Unsupported(`unsupported expression ${text}`);
  return outcome;
}
