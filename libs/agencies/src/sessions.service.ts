import { Injectable } from '@nestjs/common';
import { mustBeAllowed, type PersonActor } from '#access';
import { Audit } from '#audit';
import { Clock } from '#kernel';
import { Database } from '#platform';
import { In, IsNull, Not } from 'typeorm';
import { AccessToken } from './access-token.entity.js';
import { endsAt, isGood } from './session-time.rules.js';

/** A session of the person who asks, or their token of the command line. */
export type OwnSession = Pick<AccessToken, 'id' | 'kind' | 'label' | 'createdAt' | 'lastUsedAt'> & {
  endsAt: AccessToken['expiresAt'];
  isThisOne: boolean;
};

/** What people can see of and do about their own sessions. */
@Injectable()
export class Sessions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** The sessions of the person that are good now, latest first; 50 at most. Tokens of programs have a list of their own. */
  async own(actor: PersonActor): Promise<OwnSession[]> {
    const rows = await this.db.reading.find(AccessToken, {
      where: { personId: actor.personId, kind: In(['session', 'cli']), revokedAt: IsNull() },
      order: { createdAt: 'DESC', id: 'DESC' },
      take: 200,
    });
    const now = this.clock.now();
    const good = rows.filter((row) => isGood(row, now)).slice(0, 50);
    return good.map((row) => ({ ...row, endsAt: endsAt(row), isThisOne: row.id === actor.sessionId }));
  }

  /** Ends every other session of the person, tokens of the command line too; tokens of programs stay. Gives how many. */
  endOthers(actor: PersonActor): Promise<number> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'account:change');
      const others = await this.db.writing.findBy(AccessToken, {
        personId: actor.personId,
        kind: In(['session', 'cli']),
        revokedAt: IsNull(),
        ...(actor.sessionId ? { id: Not(actor.sessionId) } : {}),
      });
      const now = this.clock.now();
      const open = others.filter((row) => isGood(row, now)).map(({ id }) => id);
      if (others.length > 0) {
        const ids = others.map(({ id }) => id);
        await this.db.writing.update(AccessToken, { id: In(ids) }, { revokedAt: now });
      }
      await this.audit.record(actor, 'session:end-others', actor.personId);
      return open.length;
    });
  }
}
