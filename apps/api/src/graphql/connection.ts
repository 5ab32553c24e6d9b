import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { Page } from '#platform';

/** The place of a page in its list, as the Relay connection specification names it. */
@ObjectType('PageInfo', { description: 'Where this page stands in the whole list.' })
export class PageInfoType {
  @Field() hasNextPage: boolean;
  @Field() hasPreviousPage: boolean;
  @Field(() => String, { nullable: true }) startCursor: string | null;
  @Field(() => String, { nullable: true }) endCursor: string | null;
}

/** The arguments of every list. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: 'How many: 25 when not said, 100 at most.' })
  first?: number | null;
  @Field(() => String, { nullable: true, description: 'The cursor after which to go on.' })
  after?: string | null;
}

/** The shape of a connection of `T`. */
export type ConnectionOf<T> = {
  edges: { cursor: string; node: T }[];
  pageInfo: PageInfoType;
  totalCount: number;
};

/** Makes the connection and edge types of one thing: `connectionOf(AgencyType, 'Agency')`. */
export function connectionOf<T extends object>(
  node: abstract new () => T,
  name: string,
): new () => ConnectionOf<T> {
  @ObjectType(`${name}Edge`, { description: `One ${name} of a list, with its cursor.` })
  class Edge {
    @Field() cursor: string;
    @Field(() => node as new () => T) node: T;
  }

  @ObjectType(`${name}Connection`, { description: `One page of a list of ${name}.` })
  class Connection {
    @Field(() => [Edge]) edges: Edge[];
    @Field(() => PageInfoType) pageInfo: PageInfoType;
    @Field(() => Int, { description: 'How many there are in all, on every page.' }) totalCount: number;
  }
  return Connection;
}

/** A page of a service as a connection. */
export function toConnection<T, G>(page: Page<T>, toType: (node: T) => G): ConnectionOf<G> {
  const edges = page.rows.map((row) => ({ cursor: row.cursor, node: toType(row.node) }));
  return {
    edges,
    totalCount: page.totalCount,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
