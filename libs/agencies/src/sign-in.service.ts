import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor, PersonActor, Role } from '#access';
import { Audit } from '#audit';
import { addMinutes, Clock, newId, NotFound, NotPermitted, type Moment } from '#kernel';
import { Config, Database } from '#platform';
import { AccessToken } from './access-token.entity.js';
import { Person } from './person.entity.js';

/** How long a session may last, minutes: 12 hours, the most that performance.md S7 allows. */
const SESSION_MINUTES = 12 * 60;

/** A session just opened: the token is shown here and never again. */
export type OpenedSession = { token: string; person: Person; expiresAt: Moment };

/** One person of the demo area, to choose from. */
export type DemoPersonRow = {
  id: string;
  name: string;
  role: Role;
  agencyName: string;
  lpa: string | null;
  panelNames: string[];
};

type ActorRow = {
  personId: string;
  name: string;
  agencyId: string;
  role: Role;
  lpa: string | null;
  panelIds: string | null;
};

/** Turns a bearer token into an actor, and opens sessions. The seam for every way of signing in. */
@Injectable()
export class SignIn {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly audit: Audit,
  ) {}

  /** Who holds this token now; null when it is unknown, expired, revoked, or the person is suspended. One statement. */
  async actorOf(token: string): Promise<PersonActor | null> {
    const list = this.db.dialect === 'postgres' ? `string_agg(s.id, ',')` : 'group_concat(s.id)';
    const rows = await this.db.query<ActorRow>(
      `select p.id as "personId", p.name, p.agency_id as "agencyId", p.role, p.lpa,
              (select ${list} from panel s
                where s.chair_id = p.id or s.coordinator_id = p.id
                   or (p.role not in ('chair', 'coordinator') and exists (
                         select 1 from panel_member m where m.panel_id = s.id and m.agency_id = p.agency_id))
              ) as "panelIds"
         from access_token t join person p on p.id = t.person_id
        where t.token_hash = :hash and t.revoked_at is null and t.expires_at > :now and p.is_active = :active`,
      { hash: hashOf(token), now: this.clock.now(), active: true },
    );
    const row = rows[0];
    if (!row) return null;
    return { ...row, kind: 'person', panelIds: row.panelIds ? row.panelIds.split(',') : [] };
  }

  /** Opens a session for a demo person. Throws {@link NotPermitted} in production. */
  asDemoPerson(personId: string): Promise<OpenedSession> {
    if (this.config.isProduction) throw new NotPermitted('session:demo');
    return this.open({ id: personId }, 'web session');
  }

  /** Makes a token for the person with this address, for the command line. Throws in production. */
  tokenFor(email: string): Promise<OpenedSession> {
    if (this.config.isProduction) throw new NotPermitted('token:make');
    return this.open({ email: email.trim().toLowerCase() }, 'command line');
  }

  /** Ends the session of this token. */
  end(actor: Actor, token: string): Promise<Moment> {
    return this.db.transaction(async () => {
      const at = this.clock.now();
      await this.db.writing.update(AccessToken, { tokenHash: hashOf(token) }, { revokedAt: at });
      if (actor.kind === 'person') await this.audit.record(actor, 'session:end', actor.personId);
      return at;
    });
  }

  /** The people of the demo area. Throws {@link NotPermitted} in production. */
  async demoPeople(): Promise<DemoPersonRow[]> {
    if (this.config.isProduction) throw new NotPermitted('session:demo');
    const list = this.db.dialect === 'postgres' ? `string_agg(s.name, '|')` : `group_concat(s.name, '|')`;
    const rows = await this.db.query<Omit<DemoPersonRow, 'panelNames'> & { panelNames: string | null }>(
      `select p.id, p.name, p.role, a.name as "agencyName", p.lpa,
              (select ${list} from panel s
                where s.chair_id = p.id or s.coordinator_id = p.id
                   or exists (select 1 from panel_member m where m.panel_id = s.id and m.agency_id = p.agency_id)
              ) as "panelNames"
         from person p join agency a on a.id = p.agency_id
        where p.is_active = :active order by p.role, a.name, p.name limit 500`,
      { active: true },
    );
    return rows.map((row) => ({
      ...row,
      panelNames: row.panelNames ? row.panelNames.split('|').sort() : [],
    }));
  }

  private open(whose: { id: string } | { email: string }, label: string): Promise<OpenedSession> {
    return this.db.transaction(async () => {
      const person = await this.db.writing.findOneBy(Person, { ...whose, isActive: true });
      if (!person) throw new NotFound('Person');
      const token = randomBytes(32).toString('base64url');
      const createdAt = this.clock.now();
      const expiresAt = addMinutes(createdAt, SESSION_MINUTES);
      await this.db.writing.insert(AccessToken, {
        id: newId(),
        tokenHash: hashOf(token),
        personId: person.id,
        label,
        createdAt,
        expiresAt,
        revokedAt: null,
      });
      const actor: PersonActor = { kind: 'person', personId: person.id, panelIds: [], ...pick(person) };
      await this.audit.record(actor, 'session:open', person.id);
      return { token, person, expiresAt };
    });
  }
}

function pick(person: Person): Pick<PersonActor, 'name' | 'agencyId' | 'role' | 'lpa'> {
  return { name: person.name, agencyId: person.agencyId, role: person.role, lpa: person.lpa };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
