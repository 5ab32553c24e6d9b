import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan } from 'typeorm';
import { type Actor, may, mustBeAllowed, type PersonActor, type Scope } from '#access';
import { Audit } from '#audit';
import { addMinutes, Clock, newId, NotFound, ok, type Result } from '#kernel';
import { Database } from '#platform';
import { AccessToken } from './access-token.entity.js';
import { makingToken, type TokenRefusal, type WantedToken } from './api-token.rules.js';
import { Person } from './person.entity.js';
import { hashOf } from './sign-in.service.js';

/** With this every token of a program starts, so that it is known for what it is when somebody finds one. */
export const TOKEN_START = 'accord_';

const MINUTES_OF_A_DAY = 24 * 60;

/** A token of a program, as it may be shown: never the token itself. */
export type ApiToken = Pick<
  AccessToken,
  'id' | 'personId' | 'label' | 'createdAt' | 'lastUsedAt' | 'expiresAt'
> & { scopes: readonly Scope[] };

/** A token just made: it is shown here and never again. */
export type MadeApiToken = { token: string; made: ApiToken };

/** A new token, checked at the door. */
export type MakeApiToken = WantedToken & { name: string };

/** Tokens with which programs ask in the name of a person or a service: named, scoped, ending. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** The tokens of the person who asks that are good now, latest first. */
  async own({ personId }: PersonActor): Promise<ApiToken[]> {
    return (await this.good([personId])).get(personId) ?? [];
  }

  /** The tokens of these services that are good now, by service. */
  async ofServices(actor: Actor, serviceIds: readonly string[]): Promise<Map<string, ApiToken[]>> {
    mustBeAllowed(actor, 'sign-in:change');
    return this.good(serviceIds);
  }

  /** Makes a token for the person who asks. A token never makes a token. */
  make(actor: PersonActor, wanted: MakeApiToken): Promise<Result<MadeApiToken, TokenRefusal>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'account:change');
      const person = await this.db.writing.findOneByOrFail(Person, { id: actor.personId });
      return this.keep(actor, person, wanted);
    });
  }

  /** Makes a token for a service. Throws {@link NotFound} when there is none of this id that is active. */
  makeForService(
    actor: Actor,
    serviceId: string,
    wanted: MakeApiToken,
  ): Promise<Result<MadeApiToken, TokenRefusal>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'sign-in:change');
      const service = await this.db.writing.findOneBy(Person, {
        id: serviceId,
        kind: 'service',
        isActive: true,
      });
      if (!service) throw new NotFound('Service');
      return this.keep(actor, service, wanted);
    });
  }

  /** Ends a token: one's own, or, for administrators, a service's. Everybody else's do not exist. */
  revoke(actor: PersonActor, tokenId: string): Promise<Result<ApiToken>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'account:change');
      const row = await this.db.writing.findOneBy(AccessToken, {
        id: tokenId,
        kind: 'api_token',
        revokedAt: IsNull(),
        expiresAt: MoreThan(this.clock.now()),
      });
      if (!row || !(await this.isToEnd(actor, row.personId))) throw new NotFound('Token');
      await this.db.writing.update(AccessToken, { id: row.id }, { revokedAt: this.clock.now() });
      await this.audit.record(actor, 'token:revoke', row.id);
      return ok(shown(row));
    });
  }

  private async isToEnd(actor: PersonActor, personId: string): Promise<boolean> {
    if (personId === actor.personId) return true;
    if (!may(actor, 'sign-in:change')) return false;
    return this.db.writing.existsBy(Person, { id: personId, kind: 'service' });
  }

  private async keep(
    actor: Actor,
    { id: personId, role }: Person,
    wanted: MakeApiToken,
  ): Promise<Result<MadeApiToken, TokenRefusal>> {
    const createdAt = this.clock.now();
    const have = await this.db.writing.countBy(AccessToken, {
      personId,
      kind: 'api_token',
      revokedAt: IsNull(),
      expiresAt: MoreThan(createdAt),
    });
    const decision = makingToken(role, wanted, have);
    if (!decision.ok) return decision;
    const token = `${TOKEN_START}${randomBytes(32).toString('base64url')}`;
    const row = {
      id: newId(),
      tokenHash: hashOf(token),
      personId,
      kind: 'api_token' as const,
      label: wanted.name,
      scopes: decision.value,
      createdAt,
      lastUsedAt: createdAt,
      expiresAt: addMinutes(createdAt, wanted.days * MINUTES_OF_A_DAY),
      revokedAt: null,
    };
    await this.db.writing.insert(AccessToken, row);
    await this.audit.record(actor, 'token:make', row.id, { fields: decision.value });
    return ok({ token, made: shown(row) });
  }

  private async good(personIds: readonly string[]): Promise<Map<string, ApiToken[]>> {
    const rows = await this.db.reading.find(AccessToken, {
      where: {
        personId: In([...personIds]),
        kind: 'api_token',
        revokedAt: IsNull(),
        expiresAt: MoreThan(this.clock.now()),
      },
      order: { createdAt: 'DESC', id: 'DESC' },
    });
    const byPerson = new Map<string, ApiToken[]>(personIds.map((id) => [id, []]));
    for (const row of rows) byPerson.get(row.personId)?.push(shown(row));
    return byPerson;
  }
}

function shown(row: AccessToken): ApiToken {
  const { id, personId, label, createdAt, lastUsedAt, expiresAt } = row;
  return { id, personId, label, createdAt, lastUsedAt, expiresAt, scopes: row.scopes ?? [] };
}
