import { createHash, randomBytes } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { Actor, OpenedCase, PersonActor, Role, Scope } from '#access';
import { Audit } from '#audit';
import { addMinutes, Clock, type Moment, newId, NotFound, NotPermitted } from '#kernel';
import { Config, Database } from '#platform';
import { AccessToken, type TokenKind } from './access-token.entity.js';
import { Person } from './person.entity.js';
import { endsAt, isGood, isUseWorthNoting, SESSION_MINUTES } from './session-time.rules.js';

/** How sessions are labelled that the organisation's service vouched for. */
export const ORGANISATION_LABEL = "Organisation's sign-in service";

/** A session just opened: the token is shown here and never again. */
export type OpenedSession = { token: string; person: Person; expiresAt: Moment };

/** When a session ended, and whether the organisation's service had opened it: that may still know the person. */
export type EndedSession = { at: Moment; byOrganisation: boolean };

/** Somebody signed in, and until when if they do nothing more. */
export type SignedInActor = PersonActor & { sessionId: string; sessionEndsAt: Moment; tokenKind: TokenKind };

/** How a session comes about. `replaces`: the token that the browser had until now; it ends. */
export type Opening = { kind: TokenKind; label: string; replaces?: string | null };

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
  /** What is open to the person by break-glass: `use/case/until`, with commas between. */
  opened: string | null;
  sessionId: string;
  kind: TokenKind;
  scopes: string | null;
  lastUsedAt: Moment;
  expiresAt: Moment;
};

/** Turns a bearer token into an actor, and opens sessions. The seam for every way of signing in. */
@Injectable()
export class SignIn implements OnModuleDestroy {
  private readonly notes = new Set<Promise<void>>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly audit: Audit,
  ) {}

  /**
   * Who holds this token now; null when it is unknown, ended or unused for too long, or the person is suspended.
   * What a page asks by itself (`isUnattended`) is no use that keeps a session alive.
   */
  async actorOf(token: string, isUnattended = false): Promise<SignedInActor | null> {
    const list = (of: string) =>
      this.db.dialect === 'postgres' ? `string_agg(${of}, ',')` : `group_concat(${of})`;
    const now = this.clock.now();
    const rows = await this.db.query<ActorRow>(
      `select p.id as "personId", p.name, p.agency_id as "agencyId", p.role, p.lpa,
              t.id as "sessionId", t.kind, t.scopes, t.last_used_at as "lastUsedAt", t.expires_at as "expiresAt",
              (select ${list('s.id')} from panel s
                where s.chair_id = p.id or s.coordinator_id = p.id
                   or (p.role not in ('chair', 'coordinator') and exists (
                         select 1 from panel_member m where m.panel_id = s.id and m.agency_id = p.agency_id))
              ) as "panelIds",
              (select ${list("b.id || '/' || b.case_id || '/' || b.ends_at")} from break_glass b
                where b.person_id = p.id and b.agency_id = p.agency_id and b.case_id is not null
                  and b.ends_at > :now) as opened
         from access_token t join person p on p.id = t.person_id
        where t.token_hash = :hash and t.revoked_at is null and t.expires_at > :now and p.is_active = :active`,
      { hash: hashOf(token), now, active: true },
    );
    const row = rows[0];
    if (!row || !isGood(row, now)) return null;
    const used = !isUnattended && isUseWorthNoting(row, now);
    if (used) this.noteUse(row.sessionId, now);
    const { kind, scopes, lastUsedAt, expiresAt, panelIds, opened, ...person } = row;
    const sessionEndsAt = endsAt({ kind, expiresAt, lastUsedAt: used ? now : lastUsedAt });
    return {
      ...person,
      kind: 'person',
      tokenKind: kind,
      panelIds: panelIds ? panelIds.split(',') : [],
      scopes: scopesOf(kind, scopes),
      openedCases: openedFrom(opened),
      sessionEndsAt,
    };
  }

  /** Waits for what is still being written. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.notes);
  }

  /** Opens a session for a demo person. Throws {@link NotPermitted} in production. */
  asDemoPerson(personId: string, replaces: string | null = null): Promise<OpenedSession> {
    if (this.config.isProduction) throw new NotPermitted('session:demo');
    return this.open({ id: personId }, { kind: 'session', label: 'Demonstration', replaces });
  }

  /** Makes a token for the person with this address, for the command line. Throws in production. */
  tokenFor(email: string): Promise<OpenedSession> {
    if (this.config.isProduction) throw new NotPermitted('token:make');
    return this.open({ email: email.trim().toLowerCase() }, { kind: 'cli', label: 'Command line' });
  }

  /** Ends the session of this token. */
  end(actor: Actor, token: string): Promise<EndedSession> {
    return this.db.transaction(async () => {
      const at = this.clock.now();
      const [ended] = await this.db.change<{ kind: string; label: string }>(
        `update access_token set revoked_at = :at where token_hash = :tokenHash and revoked_at is null
          returning kind, label`,
        { at, tokenHash: hashOf(token) },
      );
      if (actor.kind === 'person') await this.audit.record(actor, 'session:end', actor.personId);
      const byOrganisation = ended?.kind === 'session' && ended.label === ORGANISATION_LABEL;
      return { at, byOrganisation };
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
        where p.is_active = :active and p.kind = 'person' order by p.role, a.name, p.name limit 500`,
      { active: true },
    );
    return rows.map((row) => ({
      ...row,
      panelNames: row.panelNames ? row.panelNames.split('|').sort() : [],
    }));
  }

  /**
   * Opens a session with a new token: nobody who knew an earlier one gets in by it. Joins the transaction at hand.
   * Throws {@link NotFound} when the person is unknown or suspended.
   */
  open(whose: { id: string } | { email: string }, opening: Opening): Promise<OpenedSession> {
    return this.db.transaction(async () => {
      const person = await this.db.writing.findOneBy(Person, { ...whose, kind: 'person', isActive: true });
      if (!person) throw new NotFound('Person');
      const token = randomBytes(32).toString('base64url');
      const { kind, label, replaces } = opening;
      const createdAt = this.clock.now();
      const expiresAt = addMinutes(createdAt, SESSION_MINUTES);
      if (replaces) {
        const old = { tokenHash: hashOf(replaces), kind: 'session' as const, revokedAt: IsNull() };
        await this.db.writing.update(AccessToken, old, { revokedAt: createdAt });
      }
      await this.db.writing.insert(AccessToken, {
        id: newId(),
        tokenHash: hashOf(token),
        personId: person.id,
        kind,
        label,
        scopes: null,
        createdAt,
        lastUsedAt: createdAt,
        expiresAt,
        revokedAt: null,
      });
      await this.audit.record(actorFor(person), 'session:open', person.id);
      return { token, person, expiresAt };
    });
  }

  /** Written beside the answer, not before it: nobody waits for a long write of somebody else because of this. */
  private noteUse(id: string, now: Moment): void {
    const noted = this.db
      .transaction(async () => {
        await this.db.change(
          'update access_token set last_used_at = :now where id = :id and last_used_at < :now',
          { id, now },
        );
      })
      // What could not be noted only makes the session end sooner.
      .catch(() => undefined)
      .finally(() => this.notes.delete(noted));
    this.notes.add(noted);
  }
}

/** What a token may be used for: a session for everything, a program's token for what is written on it and nothing else. */
function scopesOf(kind: TokenKind, written: string | null): readonly Scope[] | null {
  if (kind !== 'api_token') return null;
  return written === null ? [] : (JSON.parse(written) as Scope[]);
}

/** The person as an actor, for what they do while they sign in. */
export function actorFor({ id, name, agencyId, role, lpa }: Person): PersonActor {
  return { kind: 'person', personId: id, name, agencyId, role, lpa, panelIds: [] };
}

/** The form in which secrets that we made ourselves (long and random) are kept. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function openedFrom(list: string | null): OpenedCase[] {
  return (list?.split(',') ?? []).map((one) => {
    const [breakGlassId, caseId, endsAt] = one.split('/') as [string, string, Moment];
    return { breakGlassId, caseId, endsAt };
  });
}
