import { Entity, ForeignKey, Index } from 'typeorm';
import { CodeColumn, IdColumn, JsonColumn, LineColumn, MomentColumn, RefColumn } from '#platform';
import type { Scope } from '#access';
import type { Moment } from '#kernel';

/** What a token is for: a person at a browser, a program that acts for a person, or the command line. */
export const TOKEN_KINDS = ['session', 'api_token', 'cli'] as const;

/** One value of {@link TOKEN_KINDS}. */
export type TokenKind = (typeof TOKEN_KINDS)[number];

/** A bearer token that stands for one person; only its SHA-256 is kept. */
@Entity('access_token')
@Index('access_token_hash', ['tokenHash'], { unique: true })
@Index('access_token_person', ['personId', 'createdAt'])
export class AccessToken {
  @IdColumn() id: string;
  @LineColumn() tokenHash: string;
  @RefColumn() @ForeignKey('person') personId: string;
  /** Only a session ends when nobody uses it for some time. */
  @CodeColumn() kind: TokenKind;
  /** How it was opened, in words: "Password and code", "Demonstration"; the name that a program's token was given. */
  @LineColumn() label: string;
  /** What a program's token is for; null for sessions, which may do all that the person may. */
  @JsonColumn({ nullable: true }) scopes: Scope[] | null;
  @MomentColumn() createdAt: Moment;
  /** To the minute: written at most once in a minute. */
  @MomentColumn() lastUsedAt: Moment;
  @MomentColumn() expiresAt: Moment;
  @MomentColumn({ nullable: true }) revokedAt: Moment | null;
}
