import { Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  IdColumn,
  LineColumn,
  MomentColumn,
  NumberColumn,
  RefColumn,
  TextColumn,
} from '#platform';
import type { Moment } from '#kernel';

/**
 * What a ticket opens: setting up an account, setting a new password, giving the code after the password, or coming
 * back from the organisation's sign-in service.
 */
export type TicketPurpose = 'invitation' | 'password' | 'code' | 'organisation';

/** Something that opens one door once, for a short time. Only the SHA-256 of it is kept. */
@Entity('sign_in_ticket')
@Index('sign_in_ticket_hash', ['tokenHash'], { unique: true })
@Index('sign_in_ticket_person', ['personId', 'purpose'])
export class SignInTicket {
  @IdColumn() id: string;
  @CodeColumn() purpose: TicketPurpose;
  /** Null when nobody was found: the ticket is made all the same, so that both take the same time. */
  @RefColumn({ nullable: true }) @ForeignKey('person') personId: string | null;
  @LineColumn() tokenHash: string;
  @MomentColumn() createdAt: Moment;
  @MomentColumn() expiresAt: Moment;
  @MomentColumn({ nullable: true }) usedAt: Moment | null;
  /** What has to be known again later, sealed. */
  @TextColumn({ nullable: true }) sealed: string | null;
}

/** Failed tries to sign in, by account or network address. The id is a keyed hash: it names nobody. */
@Entity('sign_in_tries')
@Index('sign_in_tries_last', ['lastAt'])
export class SignInTries {
  @IdColumn() id: string;
  @NumberColumn() failures: number;
  @MomentColumn() lastAt: Moment;
  @MomentColumn({ nullable: true }) openFrom: Moment | null;
}
