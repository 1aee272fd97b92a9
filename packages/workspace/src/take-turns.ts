/** Lets asynchronous work run one at a time, in the order it was asked for. */
export function takeTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return function inTurn(work) {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
}
