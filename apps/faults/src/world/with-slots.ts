/** Does work with several hands at once; each takes the next piece when it is free. Results are in the order of the work. */
export async function withSlots<Piece, Result>(
  pieces: readonly Piece[],
  atOnce: number,
  open: () => Promise<{ work(piece: Piece, index: number): Promise<Result>; close(): Promise<void> }>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let next = 0;
  async function takeTurns(): Promise<void> {
    const hands = await open();
    try {
      while (next < pieces.length) {
        const index = next;
        next += 1;
        results[index] = await hands.work(pieces[index] as Piece, index);
      }
    } finally {
      await hands.close();
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, pieces.length) }, takeTurns));
  return results;
}
