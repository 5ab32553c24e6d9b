import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { Config } from '#platform';
import type { Mark } from './audit-chain.rules.js';

type Signer = { id: string; secret: KeyObject; open: KeyObject };

/** The head of an Ed25519 secret key in PKCS #8; 32 bytes of key follow. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The keys of the audit: marks for the chain, signatures for its checkpoints. All made from `AUDIT_KEY`. */
export class AuditKeys {
  /** Marks by every key there was, the present one last. */
  readonly marks: readonly Mark[];
  private readonly signers: readonly Signer[];

  constructor(keys: readonly string[]) {
    this.marks = keys.map(markOf);
    this.signers = keys.map(signerOf);
  }

  static of(config: Config): AuditKeys {
    return new AuditKeys(config.auditKeys());
  }

  /** The mark by the present key. */
  get mark(): Mark {
    return this.marks.at(-1)!;
  }

  /** Signs a text with the present key. */
  sign(text: string): { keyId: string; signature: string; publicKey: string } {
    const { id, secret, open } = this.signers.at(-1)!;
    const publicKey = open.export({ type: 'spki', format: 'der' }).toString('base64');
    return { keyId: id, signature: sign(null, Buffer.from(text), secret).toString('base64url'), publicKey };
  }

  /** Whether the text was signed by one of our keys. */
  isSigned(text: string, { keyId, signature }: { keyId: string; signature: string }): boolean {
    const signer = this.signers.find(({ id }) => id === keyId);
    return (
      signer !== undefined &&
      verify(null, Buffer.from(text), signer.open, Buffer.from(signature, 'base64url'))
    );
  }
}

function markOf(key: string): Mark {
  const chain = derived(key, 'chain');
  return (text) => createHmac('sha256', chain).update(text).digest('base64url');
}

function signerOf(key: string): Signer {
  const secret = createPrivateKey({
    key: Buffer.concat([PKCS8, derived(key, 'checkpoint')]),
    format: 'der',
    type: 'pkcs8',
  });
  const open = createPublicKey(secret);
  const id = createHash('sha256')
    .update(open.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
  return { id, secret, open };
}

function derived(key: string, purpose: string): Buffer {
  return createHmac('sha256', key).update(`accord audit ${purpose}`).digest();
}
