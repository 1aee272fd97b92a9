import { redactSecrets } from "@osorganicai/core";
import type { EnvironmentVariables } from "@osorganicai/instance";

/** Variables whose value nobody may see. */
const secretName = /SECRET|TOKEN|KEY|PASSWORD|PASSWD|CREDENTIAL|DATABASE_URL/i;
/** Shorter ones are words, and would be found everywhere. */
const MIN_LENGTH = 8;

/**
 * A function that takes every secret of an environment out of a text, whoever put it there: a database's own message, a
 * provider's, a child's. What looks like a secret goes as well.
 */
export function createHideSecrets(environment: EnvironmentVariables): (text: string) => string {
  const secrets = Object.entries(environment)
    .filter(([name]) => secretName.test(name))
    .flatMap(([, value = ""]) => spellingsOf(value))
    .filter((secret) => secret.length >= MIN_LENGTH)
    // The longest first, or a part of it would be left.
    .toSorted((one, other) => other.length - one.length);
  return (text) => redactSecrets(secrets.reduce((result, secret) => result.replaceAll(secret, "…"), text));
}

function spellingsOf(value: string): readonly string[] {
  const lines = value.split(/\r?\n|\\n/).filter((line) => !line.startsWith("-----"));
  return [value, value.trim(), ...lines, ...passwordsOf(value)];
}

/** An address holds its password encoded, and messages may hold it either way. */
function passwordsOf(value: string): readonly string[] {
  const password = URL.canParse(value) ? new URL(value).password : "";
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password];
  }
}
