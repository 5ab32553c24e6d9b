import { Entity, Index } from 'typeorm';
import { CodeColumn, FlagColumn, IdColumn, LineColumn, MomentColumn, RowVersion } from '#platform';
import type { Moment } from '#kernel';

/** What sort of service an agency is; the values of the national data return and the agencies file. */
export const AGENCY_KINDS = [
  'police',
  'stalking_advocacy',
  'idva',
  'probation',
  'childrens_social_care',
  'adult_social_care',
  'housing',
  'mental_health',
  'acute_health',
  'primary_care',
  'substance_misuse',
  'education',
  'prosecution',
  'fire',
  'registered_social_landlord',
  'voluntary_sector',
  'other',
] as const;

/** One value of {@link AGENCY_KINDS}. */
export type AgencyKind = (typeof AGENCY_KINDS)[number];

/** How the people of an agency may sign in: in every way there is, or by the organisation's sign-in service only. */
export const AGENCY_SIGN_INS = ['any', 'organisation'] as const;

/** One value of {@link AGENCY_SIGN_INS}. */
export type AgencySignIn = (typeof AGENCY_SIGN_INS)[number];

/** An organisation that sits on panels: police, probation, health, housing, education, advocacy. */
@Entity('agency')
@Index('agency_name', ['nameKey'], { unique: true })
export class Agency {
  @IdColumn() id: string;
  @LineColumn() name: string;
  /** The name in lower case with single spaces, for finding and for uniqueness. */
  @LineColumn() nameKey: string;
  @CodeColumn() kind: AgencyKind;
  @LineColumn({ nullable: true }) emailDomain: string | null;
  /** Expected at every meeting. */
  @FlagColumn() isCore: boolean;
  @CodeColumn({ default: 'any' }) signIn: AgencySignIn;
  @MomentColumn() createdAt: Moment;
  @RowVersion() version: number;
}
