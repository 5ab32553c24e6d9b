import { Injectable } from '@nestjs/common';
import { type Actor, mustBeAllowed } from '#access';
import { Audit } from '#audit';
import { Clock, NotFound, ok, refused, type Result } from '#kernel';
import { Config, Database } from '#platform';
import { Agency, type AgencySignIn } from './agency.entity.js';
import { ORGANISATION_LABEL } from './sign-in.service.js';

/** How the people of an agency are to sign in; `version`: of the agency as it was seen. */
export type ChangeAgencySignIn = { agencyId: string; version: number; signIn: AgencySignIn };

/** Why the way in of an agency is not changed. */
export type AgencySignInRefusal =
  'NO_ORGANISATION_SIGN_IN' | 'NOTHING_TO_CHANGE' | 'CHANGED_SINCE_YOU_LOOKED';

/** How the people of an agency sign in: in every way there is, or by their organisation's service only. */
@Injectable()
export class AgencySignIns {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly audit: Audit,
  ) {}

  /**
   * Changes it. Once it is by the organisation only, passwords of the agency's people open nothing and the sessions they
   * opened end; administrators keep theirs, so that somebody gets in when the service is away. Throws {@link NotFound}.
   */
  change(actor: Actor, input: ChangeAgencySignIn): Promise<Result<Agency, AgencySignInRefusal>> {
    return this.db.transaction(async () => {
      mustBeAllowed(actor, 'sign-in:change');
      const agency = await this.db.writing.findOne(Agency, {
        where: { id: input.agencyId },
        lock: this.db.rowLock,
      });
      if (!agency) throw new NotFound('Agency');
      if (agency.version !== input.version)
        return refused('CHANGED_SINCE_YOU_LOOKED', 'Somebody changed this since you opened it. Look again.');
      if (agency.signIn === input.signIn)
        return refused('NOTHING_TO_CHANGE', 'Its people sign in this way already.', 'signIn');
      if (input.signIn === 'organisation' && !this.config.oidc)
        return refused(
          'NO_ORGANISATION_SIGN_IN',
          "No organisation's sign-in service is set up here. Set one up first, or its people could not get in.",
          'signIn',
        );
      agency.signIn = input.signIn;
      await this.db.writing.save(agency);
      if (input.signIn === 'organisation') await this.endLocalSessions(agency.id);
      await this.audit.record(actor, 'agency:change-sign-in', agency.id, { fields: [input.signIn] });
      return ok(agency);
    });
  }

  private async endLocalSessions(agencyId: string): Promise<void> {
    await this.db.change(
      `update access_token set revoked_at = :now
        where revoked_at is null and kind = 'session' and label <> :byOrganisation
          and person_id in (select p.id from person p where p.agency_id = :agencyId and p.role <> 'administrator')`,
      { now: this.clock.now(), byOrganisation: ORGANISATION_LABEL, agencyId },
    );
  }
}
