import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { type Actor, mustBeAllowed } from '#access';
import { Audit } from '#audit';
import { Clock, NotFound, ok, refused, type Result } from '#kernel';
import { Database } from '#platform';
import { AccessToken } from './access-token.entity.js';
import { Person } from './person.entity.js';
import { reinstating, suspending, type SuspensionRefusal } from './suspension.rules.js';

/** Which person, as the administrator saw them. */
export type PersonVersion = { personId: string; version: number };

/** Ends and gives back people's access. */
@Injectable()
export class Suspensions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** Suspends a person: every session and token of theirs ends now and does not come back. */
  suspend(
    actor: Actor,
    input: PersonVersion,
  ): Promise<Result<Person, SuspensionRefusal | 'CHANGED_SINCE_YOU_LOOKED'>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'person:change');
      const administrators = await this.administrators();
      const loaded = await this.loaded(input);
      if (!loaded.ok) return loaded;
      const person = loaded.value;
      const decision = suspending(person, administrators.filter(({ id }) => id !== person.id).length);
      if (!decision.ok) return decision;
      person.isActive = false;
      await this.db.writing.save(person);
      await this.endEverySession(person.id);
      await this.audit.record(actor, 'person:suspend', person.id);
      return ok(person);
    });
  }

  /** Lets a suspended person sign in again. */
  reinstate(
    actor: Actor,
    input: PersonVersion,
  ): Promise<Result<Person, SuspensionRefusal | 'CHANGED_SINCE_YOU_LOOKED'>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'person:change');
      const loaded = await this.loaded(input);
      if (!loaded.ok) return loaded;
      const person = loaded.value;
      const decision = reinstating(person);
      if (!decision.ok) return decision;
      person.isActive = true;
      await this.db.writing.save(person);
      await this.audit.record(actor, 'person:reinstate', person.id);
      return ok(person);
    });
  }

  /** Ends every session and token of a person now. Joins the transaction at hand. */
  async endEverySession(personId: string): Promise<void> {
    const ended = { revokedAt: this.clock.now() };
    await this.db.writing.update(AccessToken, { personId, revokedAt: IsNull() }, ended);
  }

  /** Locked together and in one order, so that two administrators cannot suspend each other at once. */
  private administrators(): Promise<Person[]> {
    const where = { role: 'administrator' as const, isActive: true };
    return this.db.writing.find(Person, { where, order: { id: 'ASC' }, lock: this.db.rowLock });
  }

  private async loaded({
    personId,
    version,
  }: PersonVersion): Promise<Result<Person, 'CHANGED_SINCE_YOU_LOOKED'>> {
    const person = await this.db.writing.findOne(Person, { where: { id: personId }, lock: this.db.rowLock });
    if (!person) throw new NotFound('Person');
    if (person.version === version) return ok(person);
    return refused('CHANGED_SINCE_YOU_LOOKED', 'Somebody changed this person since you looked. Look again.');
  }
}
