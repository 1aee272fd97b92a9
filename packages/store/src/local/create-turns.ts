/** Resolves when it is the caller's turn, with the function that ends it. */
export type Turns = () => Promise<() => void>;

/** One at a time, first come first served. Ending a turn twice changes nothing. */
export function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve();
  return async function takeTurn() {
    const turn = Promise.withResolvers<void>();
    const before = last;
    last = turn.promise;
    await before;
    return turn.resolve;
  };
}
