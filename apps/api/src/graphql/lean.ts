import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/**
 * Answers a field at once when its value is already on the parent, and calls the resolver only when it is not.
 * So a list that was read in one statement, nested things included, costs no further look-ups, and the same types
 * still work when a thing comes from elsewhere.
 */
export function answerFromParent(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__') || ROOTS.has(type.name)) continue;
    for (const field of Object.values(type.getFields())) {
      const { name, resolve } = field;
      if (resolve && resolve !== defaultFieldResolver) field.resolve = parentFirst(name, resolve);
    }
  }
  return schema;
}

function parentFirst(
  name: string,
  resolve: GraphQLFieldResolver<unknown, unknown>,
): GraphQLFieldResolver<unknown, unknown> {
  return (parent, args, context, info) => {
    const known = (parent as Record<string, unknown>)[name];
    return known === undefined ? resolve(parent, args, context, info) : known;
  };
}
