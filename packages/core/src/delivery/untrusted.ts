/**
 * A documented shape of which anything may be missing: what a parser says of a payload before it has looked. Typed from
 * the sender's own description, so that a field that is renamed there is a type error here.
 */
export type Untrusted<T> = T extends readonly (infer Item)[]
  ? readonly Untrusted<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]?: Untrusted<T[Key]> | null | undefined }
    : T;
