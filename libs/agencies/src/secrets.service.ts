import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '#platform';

/** What the session secret is used for; every purpose has a key of its own. */
export type SecretPurpose = 'link' | 'second-factor' | 'tries' | 'organisation';

/** Everything that is derived from or sealed with the session secret, which every process shares. */
@Injectable()
export class Secrets {
  constructor(private readonly config: Config) {}

  /** Bytes that only somebody with the session secret can work out. */
  derived(purpose: SecretPurpose, text: string): Buffer {
    return createHmac('sha256', this.keyOf(purpose)).update(text).digest();
  }

  /** Encrypts a short text (AES-256-GCM). */
  sealed(purpose: SecretPurpose, text: string): string {
    const start = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.keyOf(purpose), start);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([start, cipher.getAuthTag(), body]).toString('base64url');
  }

  /** What was sealed; null when it was sealed with another secret or changed since. */
  unsealed(purpose: SecretPurpose, sealed: string): string | null {
    try {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', this.keyOf(purpose), bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    } catch {
      return null;
    }
  }

  private keyOf(purpose: SecretPurpose): Buffer {
    return createHmac('sha256', this.config.sessionSecret).update(`accord ${purpose}`).digest();
  }
}
