import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import type { Role } from '#access';
import type { AgencyKind, AgencySignIn } from '#agencies';
import { id, text, version } from '../graphql/checked.js';
import { AgencyKindEnum, AgencySignInEnum, RoleEnum } from './agency.types.js';

/** A new agency. */
@InputType({ description: 'A new agency.' })
export class AddAgencyInput {
  @Field() name: string;
  @Field(() => AgencyKindEnum) kind: AgencyKind;
  @Field(() => String, { nullable: true }) emailDomain: string | null;
  @Field() isCore: boolean;
}

const domain = text(200).refine(
  (value) => /^[a-z0-9.-]+\.[a-z]{2,}$/i.test(value),
  'Write a domain such as police.example',
);

/** What a new agency must look like. */
export const addAgency = z.object({
  name: text(200, 2),
  kind: z.string(),
  emailDomain: domain.nullish().transform((value) => value ?? null),
  isCore: z.boolean(),
});

/** How the people of an agency are to sign in. */
@InputType({ description: 'How the people of an agency are to sign in.' })
export class ChangeAgencySignInInput {
  @Field(() => ID) agencyId: string;
  @Field(() => Int) version: number;
  @Field(() => AgencySignInEnum) signIn: AgencySignIn;
}

/** What the way in of an agency must look like. */
export const changeAgencySignIn = z.object({ agencyId: id, version, signIn: z.string() });

/** A new person of the directory. */
@InputType({ description: 'A new person of the directory.' })
export class AddPersonInput {
  @Field() name: string;
  @Field() email: string;
  @Field(() => ID) agencyId: string;
  @Field(() => RoleEnum) role: Role;
  @Field(() => String, { nullable: true }) lpa: string | null;
  @Field(() => [String], { nullable: true }) skills: string[];
}

/** What a new person must look like. */
export const addPerson = z.object({
  name: text(200, 2),
  email: text(200, 6).pipe(z.email('Write an e-mail address such as name@agency.example')),
  agencyId: id,
  role: z.string(),
  lpa: text(40)
    .nullish()
    .transform((value) => value ?? null),
  skills: z
    .array(text(40, 1))
    .max(30)
    .nullish()
    .transform((value) => value ?? []),
});
