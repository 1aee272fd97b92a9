/** Shapes of secrets. GitHub's installation tokens grew to about 520 characters with dots in 2026, so no fixed length. */
const shapes: readonly RegExp[] = [
  /gh[opsur]_[A-Za-z0-9._-]{16,}/g,
  /github_pat_[A-Za-z0-9_]{16,}/g,
  /sb_secret_[A-Za-z0-9._-]+/g,
  /(?<![A-Za-z0-9])sk-[A-Za-z0-9_-]{16,}/g,
  /eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /(?<=[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/gi,
];

/** The text with everything that looks like a secret taken out. */
export function redactSecrets(text: string): string {
  return shapes.reduce((rest, shape) => rest.replace(shape, "[redacted]"), text);
}
