import { Entity, Index } from 'typeorm';
import {
  CodeColumn,
  FlagColumn,
  IdColumn,
  JsonColumn,
  MomentColumn,
  NumberColumn,
  RefColumn,
  RowVersion,
} from '#platform';
import type { Moment } from '#kernel';
import type { LinkState } from './link-states.rules.js';
import type { MatchResult, Sign } from './match-score.rules.js';

/** Two mentions that may be one person, with the evidence. Nobody is merged by it: a person confirms or rejects. */
@Entity('person_link')
@Index('person_link_pair', ['oneId', 'otherId'], { unique: true })
@Index('person_link_other', ['otherId'])
export class PersonLink {
  @IdColumn() id: string;
  /** The two mentions, the lower id first. */
  @RefColumn() oneId: string;
  @RefColumn() otherId: string;
  @CodeColumn() state: LinkState;
  @CodeColumn() result: MatchResult;
  @NumberColumn() score: number;
  /** Names of the signs that were found. They hold no name and no number. */
  @JsonColumn() signs: Sign[];
  @NumberColumn() rulesVersion: number;
  /** A person joined them by hand, without a suggestion. */
  @FlagColumn() isByHand: boolean;
  @MomentColumn() foundAt: Moment;
  @RowVersion() version: number;
}
