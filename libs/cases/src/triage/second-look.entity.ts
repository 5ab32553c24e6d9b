import { Entity, ForeignKey, Index } from 'typeorm';
import {
  CodeColumn,
  IdColumn,
  LineColumn,
  MomentColumn,
  NumberColumn,
  RefColumn,
  RowVersion,
  SealedColumn,
} from '#platform';
import type { Moment } from '#kernel';

/** The draw of one panel and month: from how many cases how many were chosen, and with what. */
@Entity('second_look_draw')
@Index('second_look_draw_once', ['panelId', 'month'], { unique: true })
export class SecondLookDraw {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('panel') panelId: string;
  @CodeColumn() month: string;
  @LineColumn() seed: string;
  @NumberColumn() percent: number;
  @NumberColumn() candidates: number;
  @NumberColumn() chosen: number;
  @MomentColumn() drawnAt: Moment;
}

/** One declined or standard-risk case that somebody else is to look at again, and what they found. */
@Entity('second_look')
@Index('second_look_once', ['panelId', 'month', 'caseId'], { unique: true })
@Index('second_look_open', ['panelId', 'doneAt'])
export class SecondLook {
  @IdColumn() id: string;
  @RefColumn() @ForeignKey('panel') panelId: string;
  @CodeColumn() month: string;
  @RefColumn() @ForeignKey('case_file') caseId: string;
  @MomentColumn({ nullable: true }) doneAt: Moment | null;
  @RefColumn({ nullable: true }) @ForeignKey('person') doneById: string | null;
  @CodeColumn({ nullable: true }) outcome: 'agreed' | 'reopened' | null;
  @SealedColumn({ nullable: true }) words: string | null;
  @RowVersion() version: number;
}
