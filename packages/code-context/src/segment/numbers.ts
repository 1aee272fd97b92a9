/** Numbers that become more and more, four bytes each. */
export interface Numbers {
  readonly length: number;
  push(value: number): void;
  /** @returns 0 beyond the end */
  at(position: number): number;
  /** What was pushed, in its order. */
  finish(): Uint32Array;
}

/** An empty list. */
export function createNumbers(capacity = 1024): Numbers {
  let values = new Uint32Array(capacity);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === values.length) {
        const larger = new Uint32Array(Math.ceil(length * 1.5));
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    at: (position) => (position < length ? (values[position] ?? 0) : 0),
    finish: () => values.slice(0, length),
  };
}
