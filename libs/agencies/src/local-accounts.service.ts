import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { mustBeAllowed, type PersonActor } from '#access';
import { Audit } from '#audit';
import { Clock, newId, ok, refused, type Result } from '#kernel';
import { Database } from '#platform';
import { LocalAccount, RecoveryCode } from './local-account.entity.js';
import { asTyped } from './password.rules.js';
import type { Person } from './person.entity.js';
import { freshRecoveryCodes, readRecoveryCode, stepOfCode } from './second-factor.js';
import { Secrets } from './secrets.service.js';
import { TriesCount } from './sign-in-tries.service.js';
import { hashOf } from './sign-in.service.js';

/** OWASP Password Storage: Argon2id with 19 MiB, two passes, one lane. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let nobodys: Promise<string> | null = null;

/** The form in which a password is kept. */
export function passwordHash(password: string): Promise<string> {
  return hash(asTyped(password), ARGON2ID);
}

/** Passwords, second factors and recovery codes of the people who have them. */
@Injectable()
export class LocalAccounts {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly secrets: Secrets,
    private readonly tries: TriesCount,
    private readonly audit: Audit,
  ) {}

  /** The account of a person, or null. */
  of(personId: string): Promise<LocalAccount | null> {
    return this.db.reading.findOneBy(LocalAccount, { personId });
  }

  /** Whether this is the password of the account. Takes as long when there is no account. */
  async isPassword(account: LocalAccount | null, password: string): Promise<boolean> {
    nobodys ??= passwordHash('nobody has this password');
    const right = await verify(account?.passwordHash ?? (await nobodys), asTyped(password));
    return right && account !== null;
  }

  /** Sets up an account from nothing, or anew: gives the recovery codes. Joins the transaction at hand. */
  async setUp(person: Person, hashed: string, secret: string, lastStep: number): Promise<string[]> {
    await this.db.writing.delete(LocalAccount, { personId: person.id });
    await this.db.writing.insert(LocalAccount, {
      id: newId(),
      personId: person.id,
      passwordHash: hashed,
      sealedSecret: this.secrets.sealed('second-factor', secret),
      lastStep,
      passwordSetAt: this.clock.now(),
    });
    return this.renewCodes(person.id);
  }

  /** Takes a code of the authenticator, or a recovery code: each once. Joins the transaction at hand. */
  async takeCode(account: LocalAccount, typed: string): Promise<boolean> {
    const recovery = readRecoveryCode(typed);
    if (recovery !== null) return this.takeRecoveryCode(account.personId, recovery);
    const secret = this.secrets.unsealed('second-factor', account.sealedSecret);
    if (secret === null) return false;
    const step = stepOfCode(secret, typed, this.clock.now(), account.lastStep);
    if (step === null) return false;
    const taken = await this.db.change<{ id: string }>(
      `update local_account set last_step = :step
        where id = :id and (last_step is null or last_step < :step) returning id`,
      { id: account.id, step },
    );
    return taken.length === 1;
  }

  /** How many recovery codes are left; null for somebody without a password here. */
  async recoveryCodesLeft({ personId }: PersonActor): Promise<number | null> {
    if (!(await this.of(personId))) return null;
    return this.db.reading.countBy(RecoveryCode, { personId, usedAt: IsNull() });
  }

  /** Ten new recovery codes for the person who asks, against a code; the old ones end. */
  async newRecoveryCodes(
    actor: PersonActor,
    code: string,
  ): Promise<Result<string[], 'CODE_WRONG' | 'SIGN_IN_LOCKED' | 'NO_PASSWORD_HERE'>> {
    mustBeAllowed(actor, 'account:change');
    const account = await this.of(actor.personId);
    if (!account) return refused('NO_PASSWORD_HERE', 'You sign in with the service of your organisation.');
    const tried = { account: `codes of ${actor.personId}`, address: null };
    const begun = await this.tries.begin(tried);
    if (!begun.ok) return begun;
    return this.db.transaction(async () => {
      if (!(await this.takeCode(account, code))) return codeWrong();
      await this.tries.forget(tried.account);
      const codes = await this.renewCodes(actor.personId);
      await this.audit.record(actor, 'recovery-codes:renew', actor.personId);
      return ok(codes);
    });
  }

  private async renewCodes(personId: string): Promise<string[]> {
    const codes = freshRecoveryCodes();
    await this.db.writing.delete(RecoveryCode, { personId });
    const rows = codes.map((code) => ({ id: newId(), personId, codeHash: hashOf(code), usedAt: null }));
    await this.db.writing.insert(RecoveryCode, rows);
    return codes;
  }

  private async takeRecoveryCode(personId: string, code: string): Promise<boolean> {
    const taken = await this.db.change<{ id: string }>(
      `update recovery_code set used_at = :now
        where person_id = :personId and code_hash = :hash and used_at is null returning id`,
      { personId, hash: hashOf(code), now: this.clock.now() },
    );
    return taken.length === 1;
  }
}

/** The refusal of a code that is wrong, used or too old. */
export function codeWrong() {
  return refused(
    'CODE_WRONG',
    'This code is not right, or it has been used. Wait for the next one, or use a recovery code.',
    'code',
  );
}
