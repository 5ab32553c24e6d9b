import { readFileSync, statSync } from 'node:fs';

/** One wrong variable and what it should be, as the end of a sentence that starts with the variable's name. */
export type SettingProblem = { variable: string; shouldBe: string };

/** Variables that are secret, or may hold a password: each can be given as a file, named by `<NAME>_FILE`. */
export const SECRETS = [
  'SESSION_SECRET',
  'AUDIT_KEY',
  'AUDIT_KEYS_BEFORE',
  'FIELD_KEYS',
  'DATABASE_URL',
  'QUEUE_URL',
  'SMTP_URL',
  'OIDC_CLIENT_SECRET',
] as const;

/** No secret is longer: a file that is, was named by mistake. */
const LONGEST = 65_536;

/**
 * Puts what stands in the files of `<NAME>_FILE` variables in the place of the variables themselves, without the line
 * feed at the end. What is wrong is said with the name of the variable, never with anything of the file.
 */
export function withSecretFiles(env: Record<string, string | undefined>): {
  env: Record<string, string | undefined>;
  problems: SettingProblem[];
} {
  const read = { ...env };
  const problems: SettingProblem[] = [];
  for (const name of SECRETS) {
    const variable = `${name}_FILE`;
    const file = env[variable]?.trim();
    if (!file) continue;
    if (env[name]?.trim()) {
      problems.push({ variable, shouldBe: `must not be set together with ${name}: give one of the two` });
      continue;
    }
    const text = textOf(file);
    if (text) read[name] = text;
    else problems.push({ variable, shouldBe: 'must name a file that can be read, with the secret in it' });
  }
  return { env: read, problems };
}

function textOf(file: string): string | null {
  try {
    if (statSync(file).size > LONGEST) return null;
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return null;
  }
}
