/** Words as whoever searches without knowing code would cut them. */
export function plainWords(text: string): readonly string[] {
  return text.toLowerCase().match(/\w+/g) ?? [];
}
