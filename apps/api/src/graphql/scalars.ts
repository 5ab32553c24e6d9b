import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { parseDay, parseMoment } from '#kernel';

function textScalar(
  name: string,
  description: string,
  parse: (text: string) => string | null,
): GraphQLScalarType {
  const read = (value: unknown): string => {
    const parsed = typeof value === 'string' ? parse(value) : null;
    if (parsed === null) {
      throw new GraphQLError(`Not a ${name}: ${description}`, { extensions: { code: 'BAD_USER_INPUT' } });
    }
    return parsed;
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize: (value) => value as string,
    parseValue: read,
    parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** A calendar day that exists. */
export const DayScalar = textScalar(
  'Day',
  'A day that exists, written YYYY-MM-DD, such as 2026-11-23.',
  parseDay,
);

/** A moment in time. */
export const MomentScalar = textScalar(
  'Moment',
  'A moment in time with its zone, such as 2026-11-23T08:00:00.000Z; answers are always UTC.',
  parseMoment,
);

/** A time of day in London. */
export const TimeOfDayScalar = textScalar(
  'TimeOfDay',
  'A time of day in Europe/London, written 09:30.',
  (text) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : null),
);
